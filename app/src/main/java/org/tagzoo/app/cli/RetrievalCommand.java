package org.tagzoo.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tagzoo.app.comparison.RunFolder;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.report.RetrievalPage;
import org.tagzoo.app.report.RetrievalResults;
import org.tagzoo.app.report.RetrievalTable;
import org.tagzoo.app.retrieval.RowRetrieval;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.zoo.registry.WeightsCache;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagzoo retrieval}: how well a row's features find images of the same kind. */
@Command(name = "retrieval")
final class RetrievalCommand extends Subcommand {

    @Parameters(paramLabel = "RUN")
    private Path run;

    @Option(names = "--row", paramLabel = "ROW")
    private String row;

    @Option(names = "--weights", paramLabel = "FILE")
    private Path weights;

    @Mixin private DeviceOption.Single device;

    @Override
    public Integer call() throws IOException {
        require(
                weights == null || Files.isRegularFile(weights),
                "--weights: there is no file %s",
                weights);
        RunResults results = RunResults.open(run);
        RowRetrieval.Settings settings =
                new RowRetrieval.Settings(
                        Optional.ofNullable(row),
                        Optional.ofNullable(weights),
                        device.device(),
                        WeightsCache.of(program().environment()),
                        err()::println);
        RetrievalResults found =
                RunFolder.open(run).locked(() -> measured(new RowRetrieval(results, settings)));
        print(RetrievalTable.text(found));
        say("%nRetrieval: %s", page(found));
        return CommandLine.ExitCode.OK;
    }

    private RetrievalResults measured(RowRetrieval retrieval) throws IOException {
        RetrievalResults found = retrieval.measure();
        AtomicFile.write(page(found).resolveSibling("retrieval.json"), CheckedJson.indented(found));
        new RetrievalPage(found).write(page(found));
        return found;
    }

    private Path page(RetrievalResults found) {
        return run.resolve("rows").resolve(found.row()).resolve("retrieval.html");
    }
}
