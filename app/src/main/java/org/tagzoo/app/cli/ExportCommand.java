package org.tagzoo.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tagzoo.app.comparison.RunFolder;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.export.ExportPrecision;
import org.tagzoo.app.export.RowExport;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.threshold.ThresholdChoice;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagzoo export}: makes a folder of a row that any DJL program can load. */
@Command(name = "export")
final class ExportCommand extends Subcommand {

    @Parameters(paramLabel = "RUN")
    private Path run;

    @Option(names = "--row", paramLabel = "ROW")
    private String row;

    @Option(names = "--out", paramLabel = "FOLDER")
    private Path out;

    @Option(names = "--thresholds", paramLabel = "WHICH")
    private ThresholdChoice thresholds;

    @Option(names = "--all-data")
    private boolean allData;

    @Option(names = "--zip")
    private boolean zip;

    @Option(names = "--weights", paramLabel = "FILE")
    private Path weights;

    @Option(names = "--image-size", paramLabel = "SIZE")
    private ImageSize imageSize;

    @Option(names = "--precision", paramLabel = "WHICH")
    private ExportPrecision precision = ExportPrecision.FLOAT32;

    @Option(names = "--raw-scores")
    private boolean rawScores;

    @Option(names = "--abstain", paramLabel = "SHARE")
    private Double abstain;

    @Override
    public Integer call() throws IOException {
        require(
                abstain == null || (abstain > 0 && abstain < 1),
                "--abstain must be above 0 and below 1, such as 0.9, not %s",
                abstain);
        require(
                weights == null || Files.isRegularFile(weights),
                "--weights: there is no file %s",
                weights);
        RowExport export =
                new RowExport(
                        RunResults.open(run),
                        new RowExport.Settings(
                                Optional.ofNullable(row),
                                Optional.ofNullable(out),
                                Optional.ofNullable(thresholds),
                                allData,
                                zip,
                                Optional.ofNullable(weights),
                                WeightsCache.of(program().environment()),
                                Optional.ofNullable(imageSize),
                                precision,
                                rawScores,
                                abstain == null
                                        ? OptionalDouble.empty()
                                        : OptionalDouble.of(abstain)));
        // The run's folder belongs to one process at a time, once something is written there.
        print(out == null ? RunFolder.open(run).locked(export::write) : export.write());
        return CommandLine.ExitCode.OK;
    }

    private void print(RowExport.Exported exported) {
        out().printf(
                        Locale.ROOT,
                        "%s (%s %.3f on validation%s) is in %s%n",
                        exported.row(),
                        exported.metric().heading(),
                        exported.validation(),
                        exported.isBest() ? ", the best row" : "",
                        exported.folder());
        if (precision == ExportPrecision.AUTO) {
            say(
                    "It computes in %s, which a trial found the better one for this processor",
                    exported.precision());
        }
        exported.fewerBits()
                .ifPresent(
                        figures ->
                                out().printf(
                                                Locale.ROOT,
                                                "In %s, %s is %.3f on test images; in the run it was %.3f%n",
                                                figures.precision(),
                                                exported.metric().heading(),
                                                figures.now(),
                                                figures.before()));
        if (exported.isOfInt8()) {
            say(
                    "The run computed in int8, and its thresholds and metrics are of those scores; this export computes in float32, and its tags differ a little: --precision int8 exports what was measured");
        }
        if (!exported.isCalibrated()) {
            say(
                    "Scores are as the network gives them, and no probabilities%s",
                    rawScores ? "" : ": there are too few validation or test images");
        }
        exported.zip().ifPresent(file -> say("The same in one file: %s", file));
        say("Tag an image:  tagzoo predict %s photo.jpg", exported.folder());
        say("In Java and Python:  see %s", exported.folder().resolve("README.md"));
    }
}
