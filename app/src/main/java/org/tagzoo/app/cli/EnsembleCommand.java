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
@Command(name = "ensemble")
final class EnsembleCommand extends Subcommand {

    @Parameters(paramLabel = "RUN")
    private Path folder;

    @Option(names = "--rows", paramLabel = "ROW", split = ",", required = true)
    private List<String> rows;

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "ensemble")
    private String name;

    @Option(names = {"--no-images", "--no-pictures"})
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
