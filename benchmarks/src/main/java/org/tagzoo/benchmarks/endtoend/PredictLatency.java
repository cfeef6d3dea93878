package org.tagzoo.benchmarks.endtoend;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import java.nio.file.Path;
import org.tagzoo.zoo.export.Tags;

/**
 * Tags one file again and again: decoding, resizing and the network are all timed. For each number
 * on standard input it makes that many predictions and prints the seconds of each as JSON, so that
 * {@code compare_latency.py} can let it take turns with PyTorch. An empty line ends it.
 *
 * <p>Arguments: the export's folder, the file. The first line it prints is the scores, by label.
 */
public final class PredictLatency {

    private PredictLatency() {}

    public static void main(String[] args) throws Exception {
        Path photograph = Path.of(args[1]);
        Criteria<Path, Tags> criteria =
                Criteria.builder()
                        .setTypes(Path.class, Tags.class)
                        .optModelPath(Path.of(args[0]))
                        .build();
        try (ZooModel<Path, Tags> model = criteria.loadModel();
                Predictor<Path, Tags> predictor = model.newPredictor()) {
            System.out.println(predictor.predict(photograph).toJson().replaceAll("\\s+", " "));
            Turns.take(() -> predictor.predict(photograph));
        }
    }
}
