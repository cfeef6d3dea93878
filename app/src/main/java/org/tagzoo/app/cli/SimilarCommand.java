package org.tagzoo.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tagzoo.app.evaluation.Thumbnails;
import org.tagzoo.app.report.SimilarPage;
import org.tagzoo.app.report.TextColumns;
import org.tagzoo.app.similar.SearchNetwork;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageFile;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.zoo.image.Images;
import org.tagzoo.zoo.index.VectorIndex;
import org.tagzoo.zoo.index.VectorIndex.Neighbour;
import org.tagzoo.zoo.registry.WeightsCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagzoo similar}: the images of an index that are nearest to another. */
@Command(name = "similar")
final class SimilarCommand extends Subcommand {

    private static final EvaluationTransform THUMBNAIL =
            EvaluationTransform.square(192, Resize.of("pad"), Decoding.REDUCED);

    @Parameters(index = "0", paramLabel = "INDEX")
    private Path file;

    @Parameters(index = "1", paramLabel = "IMAGE")
    private Path image;

    @Option(names = "--top", paramLabel = "N", defaultValue = "10")
    private int top;

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE")
    private Path html;

    @Option(names = "--offline")
    private boolean offline;

    @Mixin private DeviceOption.Single device;

    /** An image, as JSON has it. */
    private record Found(String id, String location, double cosine) {}

    private record Answer(String image, String corpus, String network, List<Found> similar) {}

    @Override
    public Integer call() throws IOException {
        requireWithin("--top", top, 1, VectorIndex.MOST);
        requireFile("--html", html);
        require(Files.isRegularFile(file), "There is no index %s; 'tagzoo index' makes one", file);
        WeightsCache cache = WeightsCache.of(program().environment());
        try (VectorIndex index = VectorIndex.open(file);
                SearchNetwork network =
                        SearchNetwork.of(
                                index.network(),
                                IndexCommand.lookup(this, cache, offline),
                                cache)) {
            float[] query = network.features().of(Images.decode(image), device.device());
            List<Neighbour> found = index.nearest(query, top);
            if (html != null) {
                page(index, found).write(html);
            }
            return print(json ? json(index, found) : text(found));
        }
    }

    private static String text(List<Neighbour> found) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("cosine", "image"));
        for (Neighbour near : found) {
            lines.add(List.of("%.4f".formatted(near.cosine()), near.image().id()));
        }
        return TextColumns.of("rl", lines);
    }

    private String json(VectorIndex index, List<Neighbour> found) {
        return CheckedJson.indented(
                new Answer(
                        image.toString(),
                        index.corpus(),
                        index.network().shown(),
                        found.stream()
                                .map(
                                        n ->
                                                new Found(
                                                        n.image().id(),
                                                        n.image().location(),
                                                        n.cosine()))
                                .toList()));
    }

    private SimilarPage page(VectorIndex index, List<Neighbour> found) throws IOException {
        List<SimilarPage.Found> near = new ArrayList<>();
        for (Neighbour each : found) {
            near.add(
                    new SimilarPage.Found(
                            each.image().id(), each.cosine(), thumbnail(each.image().location())));
        }
        return new SimilarPage(
                image.getFileName().toString(),
                thumbnail(image.toString()),
                index.corpus(),
                index.size(),
                index.network().shown(),
                near);
    }

    /** Returns {@code null} for what is no file any more, or no image. */
    private static String thumbnail(String location) {
        try {
            return Thumbnails.address(new ImageFile(Path.of(location)).draw(THUMBNAIL));
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }
}
