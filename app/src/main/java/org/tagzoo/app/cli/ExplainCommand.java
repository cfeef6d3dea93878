package org.tagzoo.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.tagzoo.app.evaluation.Thumbnails;
import org.tagzoo.app.inference.OpenExport;
import org.tagzoo.app.predict.ImageFields;
import org.tagzoo.app.report.HeatPage;
import org.tagzoo.app.report.TileSheet;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resampling;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.text.NearNames;
import org.tagzoo.zoo.explain.Explanation;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.KnownImage;
import org.tagzoo.zoo.export.Tag;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.image.Images;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagzoo explain}: shows where in an image its tags come from. */
@Command(name = "explain")
final class ExplainCommand extends Subcommand {

    /** The longer side of the image on the page, in pixels. */
    private static final int SIDE = 640;

    @Parameters(index = "0", paramLabel = "EXPORT")
    private Path exported;

    @Parameters(index = "1", paramLabel = "IMAGE")
    private Path image;

    @Option(names = "--labels", paramLabel = "LABEL")
    private List<String> labels;

    @Option(names = "--all")
    private boolean all;

    @Option(names = "--domain", paramLabel = "NAME")
    private String domain;

    @Option(names = "--metadata", paramLabel = "FILE")
    private Path metadata;

    @Mixin private InsideMixin inside;

    @Mixin private DeviceOption.Single device;

    @Option(names = "--out", paramLabel = "FILE", required = true)
    private Path out;

    @Override
    public Integer call() throws Exception {
        require(!all || labels == null, "Give --labels or --all, not both");
        try (OpenExport opened = OpenExport.open(exported, device.device())) {
            ExportDescription description = opened.description();
            List<String> wanted =
                    labels == null ? null : labels(labels, description.labels().names());
            RgbImage whole = Images.decode(image);
            ImageFields fields = PredictCommand.fields(exported, description, metadata, domain);
            KnownImage known = Images.of(image, content -> fields.read(image.toString(), content));
            RgbImage seen = known.image();
            Explanation explanation = opened.explain(known, () -> {});
            Tags tags = opened.tag(List.of(known)).get(0);
            List<TileSheet> sheets =
                    inside.sheets(
                            opened.folder(), seen, description.labels().names(), device.device());
            HeatPage page = page(description, whole, chosen(tags, wanted), explanation, sheets);
            write(page::write, out);
        }
        say("Heat maps: %s", out);
        return CommandLine.ExitCode.OK;
    }

    private List<Tag> chosen(Tags tags, List<String> wanted) {
        if (wanted == null) {
            return all ? tags.all() : tags.predicted();
        }
        return wanted.stream().map(label -> tags.get(label).orElseThrow()).toList();
    }

    private HeatPage page(
            ExportDescription description,
            RgbImage whole,
            List<Tag> tags,
            Explanation explanation,
            List<TileSheet> sheets)
            throws IOException {
        RgbImage shown = shown(whole, description.resize(), description.imageSize());
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
                maps,
                sheets);
    }

    /** The heat map's cells lie over what the network sees. */
    private static RgbImage shown(RgbImage image, Resize resize, ImageSize size) {
        if (resize.kind() != Resize.Kind.STRETCH) {
            int side = Math.min(SIDE, Math.max(image.width(), image.height()));
            ImageSize scaled =
                    new ImageSize(
                            Math.max(1, side * size.height() / size.longerSide()),
                            Math.max(1, side * size.width() / size.longerSide()));
            return EvaluationTransform.of(scaled, resize, Decoding.WHOLE).apply(image);
        }
        double scale = Math.min(1, (double) SIDE / Math.max(image.width(), image.height()));
        return Resampling.BILINEAR.resize(
                image,
                (int) Math.max(1, Math.round(image.width() * scale)),
                (int) Math.max(1, Math.round(image.height() * scale)));
    }

    /**
     * Finds labels.
     *
     * @param texts each the name of a label, or several in the form of a line of CSV, with or
     *     without spaces around the commas
     * @param known the labels that there are
     * @return at least one, each once, in the order in which they are named first
     * @throws UsageException if one is not known
     */
    static List<String> labels(List<String> texts, List<String> known) {
        Set<String> found = new LinkedHashSet<>();
        for (String text : texts) {
            for (String name : known.contains(text) ? List.of(text) : split(text)) {
                requireKnown(name, known);
                found.add(name);
            }
        }
        return List.copyOf(found);
    }

    private static List<String> split(String text) {
        CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreSurroundingSpaces(true).get();
        List<String> names = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            for (CSVRecord line : parser) {
                line.forEach(names::add);
            }
        } catch (IOException | IllegalStateException | java.io.UncheckedIOException e) {
            throw new UsageException(
                    "--labels: the double quotes in '%s' don't end before a comma or the end"
                            .formatted(text));
        }
        return names.isEmpty() ? List.of(text) : names;
    }

    private static void requireKnown(String name, List<String> known) {
        require(
                known.contains(name),
                "--labels: the export has no label '%s'.%s",
                name,
                NearNames.question(name, known, " Its synset.txt lists them"));
    }
}
