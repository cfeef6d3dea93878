package org.tagzoo.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tagzoo.app.comparison.RunFolder;
import org.tagzoo.app.ensemble.EnsembleRows;
import org.tagzoo.app.evaluation.CorpusReference;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.evaluation.Thumbnails;
import org.tagzoo.app.report.Table;
import org.tagzoo.app.report.TableText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagzoo ensemble}: puts rows of a run together as rows of its table. */
@Command(
        name = "ensemble",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Adds a vote of several rows and the mean of their scores to a run's table.",
            "Nothing is trained.",
            "NAME-vote predicts a label where more than half of the rows do, each at its own"
                    + " threshold (half is not enough).",
            "NAME-mean averages their scores; its threshold is chosen on validation images."
        })
final class EnsembleCommand extends Subcommand {

    @Parameters(paramLabel = "RUN", description = "The run's folder.")
    private Path folder;

    @Option(
            names = "--rows",
            paramLabel = "ROW",
            split = ",",
            required = true,
            description = "Two rows or more, separated by commas.")
    private List<String> rows;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "ensemble",
            description =
                    "What the new rows' names start with; rows of these names are replaced."
                            + " Default: ensemble.")
    private String name;

    @Option(
            names = {"--no-images", "--no-pictures"},
            description = "Write the report without images, if the corpus is not there any more.")
    private boolean noImages;

    @Override
    public Integer call() throws IOException {
        RunResults run = RunResults.open(folder);
        EnsembleRows ensemble = new EnsembleRows(run, rows, name);
        Thumbnails thumbnails =
                noImages
                        ? Thumbnails.none()
                        : CorpusReference.read(folder.resolve("config.json")).thumbnails();
        Table table = RunFolder.open(folder).locked(() -> ensemble.add(thumbnails));
        out().print(TableText.render(table));
        say("%nReport: %s", folder.resolve("report.html"));
        return CommandLine.ExitCode.OK;
    }
}
