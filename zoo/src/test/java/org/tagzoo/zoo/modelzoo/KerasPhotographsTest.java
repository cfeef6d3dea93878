package org.tagzoo.zoo.modelzoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.image.ImageDecoder;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.network.ImageNetClasses;

/** Real weights on real photographs, where this machine has both; nothing is fetched. */
class KerasPhotographsTest {

    @Test
    void tellsWhatPythonTells() throws Exception {
        String set = System.getenv("TAGZOO_CORPORA");
        // Tests run in the folder of their module, one below the project's root.
        Path corpora = Path.of(set == null ? "../../shared/corpora" : set);
        assumeTrue(
                Files.isDirectory(corpora),
                () -> corpora + " is missing; set TAGZOO_CORPORA to the folder of the corpora");
        Criteria<Image, Classifications> criteria =
                Criteria.builder()
                        .setTypes(Image.class, Classifications.class)
                        .optGroupId("org.tagzoo")
                        .optArtifactId("resnet50")
                        .optFilter("tag", "keras")
                        .build();
        assumeTrue(criteria.isDownloaded(), "resnet50.keras is not in the cache; any run makes it");
        try (ZooModel<Image, Classifications> model = criteria.loadModel();
                Predictor<Image, Classifications> predictor = model.newPredictor()) {
            for (JsonNode row : Predictions.golden("keras")) {
                Path file = corpora.resolve(row.get("file").asText());
                Predictions.assertLikeliest(row, predictor.predict(decoded(file)), 1e-3);
                // Java decodes JPEG files to slightly other pixels.
                Classifications near = predictor.predict(ImageFactory.getInstance().fromFile(file));
                int best = row.get("classes").get(0).asInt();
                assertEquals(
                        row.get("probabilities").get(0).asDouble(),
                        near.get(ImageNetClasses.names().get(best)).getProbability(),
                        0.05,
                        file.toString());
            }
        }
    }

    private static Image decoded(Path file) throws Exception {
        RgbImage image = ImageDecoder.decode(Files.readAllBytes(file));
        int[] pixels = new int[image.width() * image.height()];
        Arrays.fill(pixels, 0xff000000);
        for (int i = 0; i < image.pixels().length; i++) {
            pixels[i / 3] |= (image.pixels()[i] & 0xff) << (16 - i % 3 * 8);
        }
        return ImageFactory.getInstance().fromPixels(pixels, image.width(), image.height());
    }
}
