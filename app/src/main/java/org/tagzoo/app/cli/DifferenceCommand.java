package org.tagzoo.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.report.DifferenceSentence;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.PairedBootstrap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tagzoo difference}: says whether one row of a run beats another by more than chance. */
@Command(
        name = "difference",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says whether one row of a run is better than another by more than chance, by paired"
                    + " bootstrap over the test images: with a 95%% interval of the difference in"
                    + " micro F1 (of classes: top-1) and in macro F1, and p of two sides."
        })
final class DifferenceCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's folder.")
    private Path folder;

    @Parameters(index = "1", paramLabel = "ROW", description = "A row of the run's table.")
    private String row;

    @Parameters(index = "2", paramLabel = "ROW", description = "The row to hold it against.")
    private String other;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RunResults run = RunResults.open(folder);
        if (row.equals(other)) {
            throw new RunException("A difference takes two rows, not '%s' twice".formatted(row));
        }
        RowResults one = run.read(run.row(row));
        RowResults two = run.read(run.row(other));
        RunResults.requireSameTask(one, two);
        RunResults.requireSameImages(one, two);
        PairedBootstrap paired =
                PairedBootstrap.of(
                        one.decide(Part.TEST), two.decide(Part.TEST), run.table().seed());
        Metric first = one.row().task().firstMetric();
        PrintWriter out = spec.commandLine().getOut();
        out.println(DifferenceSentence.of(row, other, first.name(), paired.micro()));
        out.println(DifferenceSentence.of(row, other, Metric.MACRO_F1.name(), paired.macro()));
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
