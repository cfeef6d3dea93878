package org.tagzoo.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.tagzoo.app.progress.FetchProgress;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.similar.ImagesToIndex;
import org.tagzoo.app.similar.SearchNetwork;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.zoo.index.IndexWriter;
import org.tagzoo.zoo.index.IndexedImage;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsFetcher;
import org.tagzoo.zoo.registry.WeightsLookup;
import org.tagzoo.zoo.registry.WeightsRegistry;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagzoo index}: the embeddings of images in one file, for {@code tagzoo similar}. */
@Command(name = "index")
final class IndexCommand extends Subcommand {

    private static final long SEED = 1;
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    @Parameters(paramLabel = "FOLDER", arity = "0..1")
    private Path folder;

    @Mixin private CorpusOptionsMixin corpusOptions;

    @Option(names = "--model", paramLabel = "NAME")
    private String model;

    @Option(names = "--run", paramLabel = "RUN")
    private Path run;

    @Option(names = "--row", paramLabel = "ROW")
    private String row;

    @Option(names = "--export", paramLabel = "EXPORT")
    private Path export;

    @Option(
            names = {"--out", "-o"},
            paramLabel = "FILE",
            required = true)
    private Path out;

    @Option(names = "--offline")
    private boolean offline;

    @Mixin private DeviceOption.Single device;

    @Override
    public Integer call() throws IOException {
        require(
                Stream.of(model, run, export).filter(Objects::nonNull).count() <= 1,
                "Give one of --model, --run and --export");
        require(row == null || run != null, "--row names a row of a run: give --run too");
        requireFile("--out", out);
        WeightsCache cache = WeightsCache.of(program().environment());
        try (SearchNetwork network = network(cache)) {
            ImagesToIndex images = images();
            CachedRows rows = rows(network, images, cache);
            write(network, images, rows);
            say(
                    "%,d images by %s, %,d features each: %s",
                    rows.rows(), network.network().shown(), rows.rowBytes() / Float.BYTES, out);
        }
        say("Find images like another:  tagzoo similar %s photo.jpg", out);
        return CommandLine.ExitCode.OK;
    }

    private SearchNetwork network(WeightsCache cache) throws IOException {
        if (export != null) {
            return SearchNetwork.ofExport(export);
        }
        String name = model == null ? "efficientnet_lite0" : model;
        return run == null
                ? SearchNetwork.ofModel(name, lookup(this, cache, offline))
                : SearchNetwork.ofRow(run, Optional.ofNullable(row), cache);
    }

    static WeightsLookup lookup(Subcommand command, WeightsCache cache, boolean offline)
            throws IOException {
        return new WeightsLookup(
                WeightsRegistry.standard(),
                cache,
                WeightsFetcher.of(
                        command.program().environment(),
                        offline,
                        new FetchProgress(command.err()::println)),
                Map.of());
    }

    private ImagesToIndex images() throws IOException {
        require(
                folder == null || Files.isDirectory(folder),
                "There is no folder %s; a corpus is named with --corpus",
                folder);
        Corpus corpus =
                folder == null
                        ? Corpora.read(corpusOptions.corpus(), corpusOptions.options(SEED))
                        : null;
        long total = corpus == null ? 0 : corpus.images().size();
        ImagesToIndex images;
        try (Progress progress = Progress.start("looking at the images", total, "images")) {
            IntConsumer done = progress.counter();
            images =
                    corpus == null
                            ? ImagesToIndex.of(folder, THREADS, done)
                            : ImagesToIndex.of(corpus, THREADS, done);
        }
        images.notes().forEach(err()::println);
        return images;
    }

    private CachedRows rows(SearchNetwork network, ImagesToIndex images, WeightsCache cache)
            throws IOException {
        try (Progress progress = Progress.start("embedding", images.images().size(), "images")) {
            return network.features()
                    .of(
                            images.images(),
                            images.contents(),
                            device.device(),
                            THREADS,
                            cache.folder().resolve("embeddings"),
                            err()::println,
                            progress::step);
        }
    }

    private void write(SearchNetwork network, ImagesToIndex read, CachedRows rows)
            throws IOException {
        List<IndexedImage> images = new ArrayList<>();
        for (TaggedImage image : read.images()) {
            images.add(new IndexedImage(image.id(), location(image.source().location())));
        }
        int dimension = rows.rowBytes() / Float.BYTES;
        IndexWriter.write(
                out,
                read.name(),
                network.network(),
                images,
                dimension,
                n -> {
                    float[] row = new float[dimension];
                    rows.row(n).asFloatBuffer().get(row);
                    return row;
                });
    }

    /** An index may be used from another folder. */
    private static String location(String location) {
        try {
            Path path = Path.of(location);
            return Files.isRegularFile(path) ? path.toAbsolutePath().toString() : location;
        } catch (InvalidPathException e) {
            return location;
        }
    }
}
