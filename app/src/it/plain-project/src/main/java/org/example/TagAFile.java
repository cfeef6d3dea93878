package org.example;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import java.nio.file.Path;
import org.tagzoo.zoo.export.Tags;

/** The example of TagZoo's README, word for word. */
public final class TagAFile {

    private TagAFile() {}

    public static void main(String[] args) throws Exception {
        Criteria<Path, Tags> criteria = Criteria.builder()
                .setTypes(Path.class, Tags.class)
                .optModelPath(Path.of("export"))
                .build();
        try (ZooModel<Path, Tags> model = criteria.loadModel();
                Predictor<Path, Tags> predictor = model.newPredictor()) {
            Tags tags = predictor.predict(Path.of("photo.jpg"));
            System.out.println(tags);           // sky 0.91, sea 0.62
            System.out.println(tags.toJson());  // every label: score, threshold, predicted or not
        }
    }
}
