package org.tagzoo.zoo.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.export.Tag;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.HeadForm;
import org.tagzoo.zoo.network.MapHead;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.SideInputs;
import org.tagzoo.zoo.task.Classes;

/** Exports of fully convolutional networks against PyTorch, see {@code make_activations.py}. */
class ConvolutionalExportTest {

    private static final LabelSet LABELS = new LabelSet(List.of("a", "b", "c", "d", "e"));
    private static final Normalization IMAGENET =
            new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));

    @TempDir Path folder;

    private static JsonNode golden(String head) throws Exception {
        JsonNode all =
                new ObjectMapper()
                        .readTree(
                                Export.class.getResource(
                                        "/org/tagzoo/zoo/torchscript/activations.json"));
        return StreamSupport.stream(all.spliterator(), false)
                .filter(node -> node.get("head").asText().equals(head))
                .findFirst()
                .orElseThrow();
    }

    private static MapHead map(String head) {
        return head.equals("blocks")
                ? new MapHead(16, null, List.of(), List.of(), 2)
                : new MapHead(
                        16,
                        null,
                        List.of(8, 6, 6),
                        List.of(ImageSize.square(2), new ImageSize(1, 2)),
                        0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"convolutions", "blocks"})
    void scoresAndHeatMapsArePyTorchs(String head) throws Exception {
        JsonNode golden = golden(head);
        String body = golden.get("network").asText();
        ImageSize size = new ImageSize(golden.get("height").asInt(), golden.get("width").asInt());
        Network network =
                new Network(
                        Backbones.byName(body).orElseThrow(),
                        new Head(LABELS.size(), List.of(), 0.5, false, HeadForm.on(map(head))));
        ExportDescription description =
                new ExportDescription(
                        head,
                        body,
                        Classes.INSTANCE,
                        LABELS,
                        Optional.empty(),
                        size,
                        Decoding.WHOLE,
                        Resize.STRETCH,
                        SideInputs.NONE);
        ExportWriter.write(
                folder, network.graph(size, IMAGENET), new FormulaValues(), description, Map.of());
        Export export = Export.open(folder);
        RgbImage image = size.image(FormulaValues.pixels(size.rgbBytes()));
        try (ZooModel<RgbImage, Tags> model =
                        export.criteria(RgbImage.class, Tags.class).loadModel();
                Predictor<RgbImage, Tags> predictor = model.newPredictor()) {
            assertScores(golden.get("logits"), predictor.predict(image));
            Explanation explanation = HeatMaps.of(model, export.description()).explain(image);
            assertEquals(HeatMethod.CLASS_ACTIVATION, explanation.method());
            for (String label : LABELS.names()) {
                assertMap(golden.get("activations"), explanation.map(label).orElseThrow());
            }
        }
    }

    private static void assertScores(JsonNode logits, Tags tags) {
        double sum = 0;
        for (JsonNode logit : logits) {
            sum += Math.exp(logit.asDouble());
        }
        for (Tag tag : tags.all()) {
            double logit = logits.get(LABELS.names().indexOf(tag.label())).asDouble();
            assertEquals(Math.exp(logit) / sum, tag.score(), 1e-5);
        }
    }

    private static void assertMap(JsonNode rows, HeatMap map) {
        int label = LABELS.names().indexOf(map.label());
        assertEquals(rows.size(), map.rows());
        assertEquals(rows.get(0).size(), map.columns());
        for (int row = 0; row < map.rows(); row++) {
            for (int column = 0; column < map.columns(); column++) {
                double expected = rows.get(row).get(column).get(label).asDouble();
                assertEquals(expected, map.value(row, column), 1e-4 * (1 + Math.abs(expected)));
            }
        }
    }
}
