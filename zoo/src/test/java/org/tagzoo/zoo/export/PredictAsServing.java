package org.tagzoo.zoo.export;

import ai.djl.inference.Predictor;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Prints what DJL Serving would answer. Arguments: the export, an image. */
final class PredictAsServing {

    private PredictAsServing() {}

    public static void main(String[] arguments) throws Exception {
        Criteria<Input, Output> criteria =
                Criteria.builder()
                        .setTypes(Input.class, Output.class)
                        .optModelUrls(Path.of(arguments[0]).toUri().toURL().toString())
                        .optEngine("PyTorch")
                        .optArguments(Map.of("batchifier", "stack"))
                        .build();
        try (ZooModel<Input, Output> model = criteria.loadModel();
                Predictor<Input, Output> predictor = model.newPredictor()) {
            Input input = new Input();
            input.add("data", Files.readAllBytes(Path.of(arguments[1])));
            System.out.println(predictor.predict(input).getData().getAsString());
        }
    }
}
