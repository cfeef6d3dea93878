package org.tagzoo.app.cli;

import ai.djl.Device;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tagzoo.app.comparison.Reason;
import org.tagzoo.app.evaluation.Thumbnails;
import org.tagzoo.app.inference.OpenExport;
import org.tagzoo.app.report.HeatPage;
import org.tagzoo.datasets.image.BilinearResize;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.explain.Explanation;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.Tag;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.image.Images;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine;

/** {@code tagzoo explain}: shows where in an image its tags come from. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Draws a page with a heat map over an image for each of its tags.")
final class ExplainCommand implements Callable<Integer> {

    /** The longer side of the image on the page, in pixels. */
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
            description = {
                "This label, predicted or not; give several one by one or joined by commas. A name",
                "with a comma stands alone or in double quotes: '\"salt, pepper\",dog'. Default:",
                "those that are predicted."
            })
    private List<String> labels;

    @Option(names = "--all", description = "All labels.")
    private boolean all;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "cpu",
            description = "cpu, or a CUDA device such as cuda:0. Default: cpu.")
    private String device;

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
        Device target = DeviceOption.parse(device);
        try (OpenExport opened = OpenExport.open(exported, target)) {
            ExportDescription description = opened.description();
            List<String> wanted =
                    labels == null ? null : LabelNames.known(labels, description.labels().names());
            RgbImage whole = Images.decode(image);
            RgbImage seen = Images.seen(image, description.transform());
            Explanation explanation = opened.explain(seen, () -> {});
            Tags tags = opened.tag(List.of(seen)).get(0);
            write(page(description, whole, chosen(tags, wanted), explanation));
        }
        PrintWriter printed = spec.commandLine().getOut();
        printed.println("Heat maps: " + out);
        printed.flush();
        return CommandLine.ExitCode.OK;
    }

    private List<Tag> chosen(Tags tags, List<String> wanted) {
        if (wanted == null) {
            return all ? tags.all() : tags.predicted();
        }
        return wanted.stream().map(label -> tags.get(label).orElseThrow()).toList();
    }

    private HeatPage page(
            ExportDescription description, RgbImage whole, List<Tag> tags, Explanation explanation)
            throws IOException {
        RgbImage shown = shown(whole);
        List<HeatPage.Label> maps = new ArrayList<>(tags.size());
        for (Tag tag : tags) {
            maps.add(
                    new HeatPage.Label(
                            tag.score(),
                            tag.threshold(),
                            tag.predicted(),
                            explanation.map(tag.label()).orElseThrow()));
        }
        return new HeatPage(
                image.getFileName().toString(),
                description.toString(),
                Thumbnails.address(shown),
                shown.width(),
                shown.height(),
                explanation.method(),
                maps);
    }

    private static RgbImage shown(RgbImage image) {
        double scale = Math.min(1, (double) SIDE / Math.max(image.width(), image.height()));
        return BilinearResize.resize(
                image,
                (int) Math.max(1, Math.round(image.width() * scale)),
                (int) Math.max(1, Math.round(image.height() * scale)));
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
