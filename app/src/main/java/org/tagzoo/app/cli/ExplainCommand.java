package org.tagzoo.app.cli;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.tagzoo.app.evaluation.Thumbnail;
import org.tagzoo.app.experiment.Reason;
import org.tagzoo.app.report.HeatPage;
import org.tagzoo.datasets.image.BilinearResize;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.text.NearNames;
import org.tagzoo.zoo.explain.Explanation;
import org.tagzoo.zoo.explain.HeatMaps;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.Tag;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.picture.Pictures;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagzoo explain}: shows where in a picture its tags come from. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Draws a page with a heat map over a picture for each of its tags.")
final class ExplainCommand implements Callable<Integer> {

    /** The longer side of the picture on the page, in pixels. */
    private static final int SIDE = 640;

    @Parameters(index = "0", paramLabel = "EXPORT", description = "A folder, or a zip of one.")
    private Path exported;

    @Parameters(
            index = "1",
            paramLabel = "IMAGE",
            description = "A JPEG, PNG, GIF, BMP or WebP file.")
    private Path image;

    @Option(
            names = "--labels",
            paramLabel = "LABEL",
            split = ",",
            description = "These labels, attached or not. Default: those that are attached.")
    private List<String> labels;

    @Option(names = "--all", description = "All labels.")
    private boolean all;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The page, such as heat.html; written over if it is there.")
    private Path out;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (all && labels != null) {
            throw new UsageException("Give --labels or --all, not both");
        }
        try (Export export = Export.open(exported)) {
            ExportDescription description = export.description();
            requireKnown(description.labels().names());
            RgbImage picture = Pictures.decode(image);
            HeatPage page;
            try (ZooModel<RgbImage, Tags> model =
                            export.criteria(RgbImage.class, Tags.class).loadModel();
                    Predictor<RgbImage, Tags> predictor = model.newPredictor()) {
                Explanation explanation = HeatMaps.of(model, description).explain(picture);
                page = page(description, picture, chosen(predictor.predict(picture)), explanation);
            }
            write(page);
        }
        PrintWriter printed = spec.commandLine().getOut();
        printed.println("Heat maps: " + out);
        printed.flush();
        return CommandLine.ExitCode.OK;
    }

    private void requireKnown(List<String> known) {
        for (String label : labels == null ? List.<String>of() : labels) {
            if (!known.contains(label)) {
                List<String> near = NearNames.of(label, known);
                throw new UsageException(
                        "--labels: the export has no label '%s'%s"
                                .formatted(
                                        label,
                                        near.isEmpty()
                                                ? "; its synset.txt lists them"
                                                : ". Did you mean "
                                                        + String.join(" or ", near)
                                                        + "?"));
            }
        }
    }

    private List<Tag> chosen(Tags tags) {
        if (labels == null) {
            return all ? tags.all() : tags.attached();
        }
        return new LinkedHashSet<>(labels)
                .stream().map(label -> tags.get(label).orElseThrow()).toList();
    }

    private HeatPage page(
            ExportDescription description,
            RgbImage picture,
            List<Tag> tags,
            Explanation explanation)
            throws IOException {
        RgbImage shown = shown(picture);
        List<HeatPage.Label> maps = new ArrayList<>(tags.size());
        for (Tag tag : tags) {
            maps.add(
                    new HeatPage.Label(
                            tag.score(),
                            tag.threshold(),
                            tag.attached(),
                            explanation.map(tag.label()).orElseThrow()));
        }
        return new HeatPage(
                image.getFileName().toString(),
                description.toString(),
                Thumbnail.of(shown),
                shown.width(),
                shown.height(),
                explanation.method(),
                maps);
    }

    private static RgbImage shown(RgbImage picture) {
        double scale = Math.min(1, (double) SIDE / Math.max(picture.width(), picture.height()));
        return BilinearResize.resize(
                picture,
                (int) Math.max(1, Math.round(picture.width() * scale)),
                (int) Math.max(1, Math.round(picture.height() * scale)));
    }

    private void write(HeatPage page) throws IOException {
        try {
            page.write(out);
        } catch (IOException e) {
            throw new IOException(
                    "Can't write the page %s: %s; choose another with --out"
                            .formatted(out, Reason.of(e)),
                    e);
        }
    }
}
