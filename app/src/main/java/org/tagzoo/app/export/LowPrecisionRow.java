package org.tagzoo.app.export;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tagzoo.app.comparison.RunConfig;
import org.tagzoo.app.comparison.RunCorpus;
import org.tagzoo.app.comparison.RunFolder;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.network.RebuiltNetwork;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.datasets.batch.ImageRows;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.LowPrecisionModel;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.threshold.Thresholds;
import org.tagzoo.zoo.torchscript.Int8Calibration;

/**
 * A row's network in fewer bits than float32, measured on test images; in int8, made to fit
 * training images.
 *
 * @param model its file
 * @param figures beside the run
 */
record LowPrecisionRow(LowPrecisionModel model, LowPrecisionFigures figures)
        implements AutoCloseable {

    /**
     * Makes and measures it.
     *
     * @param folder of the run, whose corpus must still be there
     * @param results by the scores that the export gives
     * @param precision bfloat16 or int8
     * @param description of the export
     * @throws RunException if the network can't be made so, or the corpus can't be read
     */
    static LowPrecisionRow make(
            RunFolder folder,
            RowResults results,
            RowNetwork network,
            RebuiltNetwork rebuilt,
            ExportPrecision precision,
            ExportDescription description)
            throws IOException {
        if (rebuilt.graph().inputs().size() > 1) {
            throw new RunException(
                    "Row '%s' takes more than an image, which exports in %s can't: leave out --precision"
                            .formatted(results.row().name(), precision));
        }
        int threads = RunConfig.settings(folder).threads();
        SplitCorpus data = RunCorpus.read(folder);
        EvaluationTransform transform =
                EvaluationTransform.of(network.imageSize(), network.resize(), network.decoding());
        int[] examples =
                precision == ExportPrecision.INT8
                        ? Int8Calibration.examples(data.rows().get(Part.TRAIN))
                        : new int[0];
        LowPrecisionModel model;
        try {
            model =
                    precision == ExportPrecision.INT8
                            ? LowPrecisionModel.int8(
                                    rebuilt.graph(),
                                    rebuilt.values(),
                                    new ImageRows(data.images(), transform),
                                    examples,
                                    threads)
                            : LowPrecisionModel.bfloat16(rebuilt.graph(), rebuilt.values());
        } catch (IllegalArgumentException e) {
            throw new RunException(
                    "Row '%s': %s; export it in float32, which is without --precision"
                            .formatted(results.row().name(), e.getMessage()));
        }
        try {
            ImageRows test = new ImageRows(test(data, results), transform);
            int count = test.images().size();
            float[][] outputs;
            try (Progress progress = Progress.start(precision + ": test images", count, "images")) {
                outputs = model.outputs(test, count, threads, progress::step);
            }
            ScoreMatrix before = results.scores().matrix(Part.TEST);
            float[][] scores = results.row().task().scores(outputs);
            ScoreMatrix raw = new ScoreMatrix(scores, before.targets(), before.unknown());
            ScoreMatrix given = description.calibration().map(by -> by.apply(raw)).orElse(raw);
            return new LowPrecisionRow(
                    model,
                    figures(
                            precision,
                            examples.length,
                            results,
                            description.thresholds(),
                            before,
                            given));
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static List<TaggedImage> test(SplitCorpus data, RowResults results) {
        Map<String, TaggedImage> byId =
                data.images().stream()
                        .collect(Collectors.toMap(TaggedImage::id, Function.identity()));
        return results.scores().images(Part.TEST).stream()
                .map(ScoredImage::id)
                .map(byId::get)
                .toList();
    }

    private static LowPrecisionFigures figures(
            ExportPrecision precision,
            int examples,
            RowResults results,
            Optional<Thresholds> thresholds,
            ScoreMatrix before,
            ScoreMatrix now) {
        float[][] scores = now.scores();
        double sum = 0;
        double largest = 0;
        for (int n = 0; n < scores.length; n++) {
            for (int l = 0; l < scores[n].length; l++) {
                double difference = Math.abs((double) scores[n][l] - before.scores()[n][l]);
                sum += difference;
                largest = Math.max(largest, difference);
            }
        }
        return new LowPrecisionFigures(
                precision,
                examples,
                first(results, thresholds, before),
                first(results, thresholds, now),
                sum / ((double) scores.length * now.labels()),
                largest);
    }

    private static double first(
            RowResults results, Optional<Thresholds> thresholds, ScoreMatrix scores) {
        Decisions decisions =
                thresholds
                        .map(limits -> limits.decide(scores))
                        .orElseGet(() -> results.row().task().decide(scores, Optional.empty()));
        return Evaluation.of(decisions).micro().f1();
    }

    @Override
    public void close() throws IOException {
        model.close();
    }
}
