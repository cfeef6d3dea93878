package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.evaluation.CalibratedRow;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.app.evaluation.RunGroups;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.report.RowCalibration;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.calibration.Calibration;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.score.ScoresFile;
import org.tagzoo.zoo.threshold.SureLimits;

/** An export as it is made if nothing else is asked for. */
class CalibratedExportTest {

    private static final String RECIPE =
            """
            name: one
            description: One network.
            settings:
              weights: none
              imageSize: 24
              batchSize: 16
              phases: [{train: all, epochs: 2}]
              head: {hidden: [], dropout: 0, standardized: false}
              loss: {kind: binary-cross-entropy, posWeight: true}
              optimizer: {kind: sgd, nesterov: true, weightDecay: 0.001}
              schedule: {kind: one-cycle, maxLr: 0.01, baseMomentum: 0.5, maxMomentum: 0.95}
              trainingThreshold: 0.5
            rows:
              - {name: cnn, model: cnn}
            """;

    @TempDir static Path folder;
    private static OddRun odd;
    private static Path out;

    @BeforeAll
    static void export() throws IOException {
        odd = OddRun.of(RECIPE, folder);
        out = folder.resolve("export");
        Result result = odd.export("--out", out.toString());
        assertEquals(0, result.exitCode(), result.err());
    }

    private static CalibratedRow expected() throws IOException {
        RunResults run = RunResults.open(odd.run());
        RowResults row = run.read(run.row("cnn"));
        return CalibratedRow.of(row, run.table().seed(), RunGroups.read(odd.run())).orElseThrow();
    }

    /** The run's scores by the export's own calibration, and decisions by those. */
    @Test
    void scoresAreCalibratedUnlessAskedOtherwise() throws Exception {
        ExportDescription description = Export.open(out).description();
        Calibration calibration = description.calibration().orElseThrow();
        assertEquals(expected().calibration(), calibration);
        double threshold = expected().results().chosen().orElseThrow().forAll();
        LabelSet labels = description.labels();
        List<ScoredImage> images =
                ScoresFile.read(odd.row("cnn").resolve("scores.csv")).images().stream()
                        .map(
                                image ->
                                        new ScoredImage(
                                                image.id(),
                                                image.part(),
                                                calibration.apply(image.scores()),
                                                image.targets()))
                        .toList();
        Path calibrated = folder.resolve("calibrated.csv");
        ScoresFile.write(calibrated, labels, images);
        ScoresOfExport.Difference difference =
                ScoresOfExport.from(out, calibrated, odd.corpus()::resolve, threshold);
        assertTrue(difference.images() >= 84, difference.toString());
        assertTrue(difference.largest() <= 1e-4, difference.toString());
        assertEquals(0, difference.otherTags());
        Path raw = odd.exported("cnn");
        assertTrue(Export.open(raw).description().calibration().isEmpty());
        odd.assertSameScores(raw, "cnn");
    }

    /**
     * The answers that the export gives are those that its limits say, and the card counts them.
     */
    @Test
    void itIsNotSureIfAskedFor() throws IOException {
        Path careful = folder.resolve("careful");
        assertEquals(0, odd.export("--out", careful.toString(), "--abstain", "0.3").exitCode());
        SureLimits limits = Export.open(careful).description().sure().orElseThrow();
        assertEquals(
                SureLimits.choose(
                        expected().results().scores().matrix(Part.VALIDATION),
                        Export.open(out).description().thresholds().orElseThrow(),
                        0.3),
                limits);
        Result predicted =
                Result.run("predict", careful.toString(), odd.corpus().toString(), "--csv");
        assertEquals(0, predicted.exitCode(), predicted.err());
        List<String> lines = predicted.out().lines().toList();
        assertTrue(lines.get(0).endsWith(",tags,unsure"), lines.get(0));
        int unsure = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            assertEquals(6, cells.length, line);
            for (int l = 0; l < 3; l++) {
                float score = Float.parseFloat(cells[1 + l]);
                String label = lines.get(0).split(",")[1 + l].replace("score:", "");
                boolean isUnsure = List.of(cells[5].split(";")).contains(label);
                assertEquals(limits.isUnsure(l, score), isUnsure, line);
                assertEquals(
                        score >= limits.from().get(l).floatValue(),
                        List.of(cells[4].split(";")).contains(label),
                        line);
                unsure += isUnsure ? 1 : 0;
            }
        }
        assertTrue(unsure > 0 && unsure < 3 * lines.size() - 3, "unsure: " + unsure);
        String card = Files.readString(careful.resolve("README.md"));
        assertTrue(card.contains("\n| all labels |  |  | "), card);
        odd.refused(2, "--abstain must be above 0 and below 1", "--abstain", "1");
    }

    @Test
    void theCardHasTheFiguresBeforeAndAfter() throws IOException {
        String card = Files.readString(out.resolve("README.md"));
        RowCalibration measured = expected().measured();
        String errors =
                "is %.3f as the network gives them, and %.3f calibrated"
                        .formatted(measured.before().error(), measured.after().error());
        assertTrue(card.contains(errors), card);
        assertFalse(card.contains("Scores as probabilities: whether"), card);
    }
}
