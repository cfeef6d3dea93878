package org.tagzoo.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.evaluation.RunReport;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.report.DifferenceText;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.RowDifference;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.McNemar;
import org.tagzoo.zoo.metric.PairedBootstrap;
import org.tagzoo.zoo.score.Decisions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tagzoo difference}: says whether one row of a run beats another by more than chance. */
@Command(name = "difference")
final class DifferenceCommand extends Subcommand {

    @Parameters(index = "0", paramLabel = "RUN")
    private Path folder;

    @Parameters(index = "1", paramLabel = "ROW")
    private String row;

    @Parameters(index = "2", paramLabel = "ROW")
    private String other;

    @Override
    public Integer call() throws IOException {
        RunResults run = RunResults.open(folder);
        if (row.equals(other)) {
            throw new RunException("A difference takes two rows, not '%s' twice".formatted(row));
        }
        List<Row> rows = run.rows(List.of(row, other));
        RowResults one = run.read(rows.get(0));
        RowResults two = run.read(rows.get(1));
        RunResults.requireSameTask(one, two);
        RunResults.requireSameImages(one, two);
        Decisions mine = one.decide(Part.TEST);
        Decisions others = two.decide(Part.TEST);
        PairedBootstrap paired =
                one.folds().isPresent()
                        ? RunReport.overFolds(one.row(), two.row())
                        : PairedBootstrap.of(mine, others, run.table().seed());
        List<RowDifference> family =
                run.differences().stream()
                        .filter(d -> d.best().equals(row) || d.best().equals(other))
                        .toList();
        // There is nothing to correct where only one row is compared with the best.
        Optional<RowDifference.Corrected> holm =
                family.stream()
                        .filter(d -> family.size() > 1)
                        .filter(d -> d.row().equals(row) || d.row().equals(other))
                        .map(RowDifference::holm)
                        .findFirst();
        return print(
                DifferenceText.sentences(
                        one.row(), two.row(), paired, McNemar.of(mine, others), holm));
    }
}
