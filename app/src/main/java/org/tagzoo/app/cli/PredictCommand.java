package org.tagzoo.app.cli;

import ai.djl.Device;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.tagzoo.app.inference.LoadingExport;
import org.tagzoo.app.predict.CsvResults;
import org.tagzoo.app.predict.ImageArguments;
import org.tagzoo.app.predict.ImageFields;
import org.tagzoo.app.predict.JsonResults;
import org.tagzoo.app.predict.PredictionRun;
import org.tagzoo.app.predict.ResultWriter;
import org.tagzoo.app.predict.TableResults;
import org.tagzoo.app.predict.TagSelection;
import org.tagzoo.app.predict.TaggingPipeline;
import org.tagzoo.app.progress.ProgressStyle;
import org.tagzoo.app.progress.StandardStream;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.task.Task;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagzoo predict}: tags images with an export. */
@Command(name = "predict")
final class PredictCommand extends Subcommand {

    /** Where paths come one by one, whoever sends them waits no longer than this for an answer. */
    private static final long PATIENCE_MILLIS = 100;

    @Parameters(index = "0", paramLabel = "EXPORT")
    private Path export;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE")
    private List<String> images;

    @ArgGroup(exclusive = true)
    private Format format = new Format();

    /** What is printed instead of a table. */
    static final class Format {
        @Option(names = "--csv")
        private boolean csv;

        @Option(names = "--json")
        private boolean json;
    }

    @Option(names = "--top", paramLabel = "N")
    private Integer top;

    @Option(names = "--all")
    private boolean all;

    @Option(names = "--threshold", paramLabel = "X")
    private Double threshold;

    @Option(names = "--domain", paramLabel = "NAME")
    private String domain;

    @Option(names = "--metadata", paramLabel = "FILE")
    private Path metadata;

    @Option(names = "--out", paramLabel = "FILE")
    private Path out;

    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "16")
    private int batchSize;

    @Option(names = "--threads", paramLabel = "N")
    private Integer threads;

    @Mixin private DeviceOption.Single device;

    @Override
    public Integer call() throws IOException {
        check();
        Device where = device.device();
        Export opened = Export.open(export);
        require(
                images.stream().anyMatch(ImageArguments::exists),
                images.size() == 1
                        ? "There is no file or folder '%2$s'"
                        : "None of the %d files is there; the first is '%s'",
                images.size(),
                images.get(0));
        ExportDescription description = opened.description();
        require(
                threshold == null || description.task().hasThresholds(),
                "--threshold: %s predicts %s, which have no thresholds: an image is given the"
                        + " class with the highest score",
                export,
                description.task().name());
        ImageFields fields = fields(export, description, metadata, domain);
        fields.note().ifPresent(note -> err().println("tagzoo: " + export + ": " + note));
        // What a user got wrong is said by now, without waiting for the network.
        try (LoadingExport network = LoadingExport.of(opened, where)) {
            return exitCode(tag(description, fields, network));
        }
    }

    /** Tags all images; returns whether none failed. */
    private boolean tag(ExportDescription description, ImageFields fields, LoadingExport network)
            throws IOException {
        ImageArguments arguments = new ImageArguments(images, System.in);
        TaggingPipeline pipeline =
                new TaggingPipeline(
                        fields::read,
                        network::tag,
                        batchSize,
                        threads == null ? Runtime.getRuntime().availableProcessors() : threads,
                        arguments.isLive() ? PATIENCE_MILLIS : 0);
        PredictionRun run = new PredictionRun(arguments, pipeline, selection(), err());
        if (out == null) {
            print(run, arguments, description);
            network.requireLoaded();
        } else {
            AtomicFile.write(
                    out,
                    writer -> {
                        run.write(
                                results(writer, arguments, description),
                                writer::flush,
                                ProgressStyle.detect());
                        network.requireLoaded();
                    });
        }
        return run.finish();
    }

    /** Reads what is said of images, which an export must take. */
    static ImageFields fields(
            Path export, ExportDescription network, Path metadata, String domain) {
        try {
            return ImageFields.of(network, metadata, domain);
        } catch (IllegalArgumentException e) {
            throw new UsageException(export + ": " + e.getMessage());
        }
    }

    /** Ends without a word when whoever reads has read enough. */
    private void print(PredictionRun run, ImageArguments arguments, ExportDescription description)
            throws IOException {
        PrintWriter printed = out();
        boolean isSeen = StandardStream.OUTPUT.isTerminal();
        try {
            run.write(
                    results(printed, arguments, description),
                    () -> {
                        if (printed.checkError()) {
                            throw new ClosedOutputException();
                        }
                    },
                    // Between lines of results on the same terminal progress would only disturb.
                    isSeen ? ProgressStyle.NONE : ProgressStyle.detect());
        } catch (ClosedOutputException e) {
            if (!StandardStream.OUTPUT.isPipe()) {
                throw e;
            }
        }
    }

    /** Nobody takes what is printed. */
    private static final class ClosedOutputException extends IOException {

        private static final long serialVersionUID = 1L;

        ClosedOutputException() {
            super("Standard output can't be written to; is the disk full? --out FILE says more");
        }
    }

    private ResultWriter results(
            Writer writer, ImageArguments arguments, ExportDescription description)
            throws IOException {
        LabelSet labels = description.labels();
        Task task = description.task();
        boolean tellsUnsure = description.sure().isPresent() && threshold == null;
        if (format.json) {
            return new JsonResults(writer, selection());
        }
        return format.csv
                ? new CsvResults(writer, task, labels, selection(), tellsUnsure)
                : new TableResults(
                        writer, arguments.firstNames(), task, labels, selection(), tellsUnsure);
    }

    private TagSelection selection() {
        return new TagSelection(
                top == null ? 0 : top,
                all,
                threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold));
    }

    private void check() {
        requireWithin("--batch-size", batchSize, 1, 1024);
        if (threads != null) {
            requireWithin("--threads", threads, 1, 256);
        }
        require(top == null || top >= 1, "--top must be 1 or more, not %d", top);
        require(
                threshold == null || (threshold >= 0 && threshold <= 1),
                "--threshold must be 0 to 1, not %s",
                threshold);
        requireFile("--out", out);
        long inputs = images.stream().filter(ImageArguments.STANDARD_INPUT::equals).count();
        require(inputs <= 1, "Standard input, -, can be read only once");
    }
}
