package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.picture.Pictures;
import org.tagzoo.zoo.threshold.Thresholds;

class ExportTest {

    @TempDir Path scratch;

    @Test
    void aFolderIsWrittenAndLoaded() throws Exception {
        Path folder = scratch.resolve("export");
        ExportDescription description =
                new ExportDescription(
                        "cnn",
                        "cnn",
                        new LabelSet(List.of("sky", "sea", "dog")),
                        new Thresholds(List.of(0.5, 0.4, 0.6)),
                        32);
        Graph graph =
                new Network(Backbones.byName("cnn").orElseThrow(), Head.linear(3))
                        .graph(
                                32,
                                new Normalization(
                                        List.of(120.0, 110.0, 100.0), List.of(60.0, 61.0, 62.0)));
        ExportWriter.write(
                folder, graph, new InitialValues(1), description, Map.of("README.md", "# cnn\n"));
        BufferedImage image = new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 2000; i++) {
            image.setRGB(i % 50, i / 50, i * 7919);
        }
        Path file = scratch.resolve("a.png");
        ImageIO.write(image, "png", file.toFile());
        Tags opened;
        try (Export export = Export.open(folder);
                ZooModel<Path, Tags> model = export.criteria(Path.class, Tags.class).loadModel();
                Predictor<Path, Tags> predictor = model.newPredictor()) {
            assertEquals(description, export.description());
            opened = predictor.predict(file);
        }
        Path zip = scratch.resolve("export.zip");
        ExportZip.write(folder, zip);
        for (Path path : List.of(folder, zip)) {
            Criteria<Image, Tags> criteria =
                    Criteria.builder().setTypes(Image.class, Tags.class).optModelPath(path).build();
            try (ZooModel<Image, Tags> model = criteria.loadModel();
                    Predictor<Image, Tags> predictor = model.newPredictor()) {
                assertEquals(opened, predictor.predict(Pictures.read(file)));
            }
            try (ZooModel<Image, Classifications> model =
                            Criteria.builder()
                                    .setTypes(Image.class, Classifications.class)
                                    .optModelPath(path)
                                    .build()
                                    .loadModel();
                    Predictor<Image, Classifications> predictor = model.newPredictor()) {
                Classifications classes = predictor.predict(Pictures.read(file));
                for (Tag tag : opened.all()) {
                    assertEquals(tag.score(), classes.get(tag.label()).getProbability());
                }
            }
        }
        assertEquals(3, Files.readAllLines(folder.resolve("synset.txt")).size());
    }
}
