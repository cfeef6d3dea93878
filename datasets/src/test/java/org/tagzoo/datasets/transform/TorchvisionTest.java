package org.tagzoo.datasets.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tagzoo.datasets.image.PixelBox;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.transform.ColorJitter.Adjustment;
import org.tagzoo.datasets.transform.ColorJitter.Quality;

/**
 * Operations against torchvision's on PIL images; golden.json is made by make_transforms.py.
 * Geometry may differ by one level, everything else not at all.
 */
class TorchvisionTest {

    private static JsonNode golden() throws IOException {
        try (InputStream in = TorchvisionTest.class.getResourceAsStream("golden.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    @TestFactory
    Stream<DynamicTest> smallImages() throws IOException {
        JsonNode golden = golden();
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode node : golden.get("cases")) {
            JsonNode size = golden.get("sizes").get(node.get("image").textValue());
            RgbImage image = NoiseImage.of(size.get(0).intValue(), size.get(1).intValue());
            Operation operation = operation(node);
            byte[] expected = Base64.getDecoder().decode(node.get("pixels").textValue());
            tests.add(
                    DynamicTest.dynamicTest(
                            node.get("image").textValue() + " " + operation.description(),
                            () -> check(operation, image, expected)));
        }
        assertEquals(54, tests.size());
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> boxes() throws IOException {
        JsonNode golden = golden();
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode node : golden.get("cases")) {
            JsonNode size = golden.get("sizes").get(node.get("image").textValue());
            int width = size.get(0).intValue();
            int height = size.get(1).intValue();
            Operation operation = operation(node);
            for (int i = 0; i < golden.get("boxes").size(); i++) {
                PixelBox box = box(golden.get("boxes").get(i)).within(width, height);
                PixelBox expected = box(node.get("boxes").get(i));
                tests.add(
                        DynamicTest.dynamicTest(
                                "%s %s %d".formatted(width, operation.description(), i),
                                () -> {
                                    PixelBox moved = operation.move(box, width, height);
                                    check(expected, moved.within(width, height));
                                }));
            }
        }
        assertEquals(108, tests.size());
        return tests.stream();
    }

    private static PixelBox box(JsonNode sides) {
        return new PixelBox(
                sides.get(0).doubleValue(),
                sides.get(1).doubleValue(),
                sides.get(2).doubleValue(),
                sides.get(3).doubleValue());
    }

    private static void check(PixelBox expected, PixelBox actual) {
        assertEquals(expected.left(), actual.left(), 1, () -> "left of " + actual);
        assertEquals(expected.top(), actual.top(), 1, () -> "top of " + actual);
        assertEquals(expected.right(), actual.right(), 1, () -> "right of " + actual);
        assertEquals(expected.bottom(), actual.bottom(), 1, () -> "bottom of " + actual);
    }

    private static void check(Operation operation, RgbImage image, byte[] expected) {
        RgbImage result = operation.apply(image);
        assertEquals(image.width(), result.width());
        int allowed =
                operation instanceof Flip.Drawn
                                || operation instanceof ResizedCrop.Drawn
                                || operation instanceof Erasing.Drawn
                        ? 0
                        : 1;
        for (int i = 0; i < expected.length; i++) {
            int difference = Math.abs((expected[i] & 0xff) - (result.pixels()[i] & 0xff));
            int at = i;
            assertTrue(
                    difference <= allowed,
                    () ->
                            "byte %d of %s: %d, not %d"
                                    .formatted(
                                            at % 3,
                                            "pixel "
                                                    + at / 3 % image.width()
                                                    + ", "
                                                    + at / 3 / image.width(),
                                            result.pixels()[at] & 0xff,
                                            expected[at] & 0xff));
        }
    }

    private static Operation operation(JsonNode node) {
        Fill fill = Fill.BLACK;
        return switch (node.get("kind").textValue()) {
            case "rotation" -> new Rotation.Drawn(node.get("degrees").doubleValue(), fill);
            case "shift" ->
                    new Shift.Drawn(
                            node.get("right").intValue(), node.get("down").intValue(), fill);
            case "zoom" -> new Zoom.Drawn(node.get("scale").doubleValue(), fill);
            case "shear" ->
                    new Shear.Drawn(
                            node.get("horizontal").doubleValue(),
                            node.get("vertical").doubleValue(),
                            fill);
            case "perspective" -> new Perspective.Drawn(corners(node.get("corners")), fill);
            case "flip" -> new Flip.Drawn();
            case "resizedCrop" ->
                    new ResizedCrop.Drawn(
                            node.get("left").intValue(),
                            node.get("top").intValue(),
                            node.get("width").intValue(),
                            node.get("height").intValue());
            case "erasing" ->
                    new Erasing.Drawn(
                            node.get("left").intValue(),
                            node.get("top").intValue(),
                            node.get("width").intValue(),
                            node.get("height").intValue(),
                            fill);
            default -> throw new IllegalArgumentException(node.get("kind").textValue());
        };
    }

    private static List<Perspective.Corner> corners(JsonNode corners) {
        return StreamSupport.stream(corners.spliterator(), false)
                .map(at -> new Perspective.Corner(at.get(0).intValue(), at.get(1).intValue()))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> manyColors() throws IOException {
        RgbImage colors = NoiseImage.colors();
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode node : golden().get("colours")) {
            Operation operation =
                    node.get("grayscale").booleanValue()
                            ? new Grayscale.Drawn()
                            : new ColorJitter.Drawn(adjustments(node.get("steps")));
            tests.add(
                    DynamicTest.dynamicTest(
                            operation.description(),
                            () -> {
                                CRC32 crc = new CRC32();
                                crc.update(operation.apply(colors).pixels());
                                assertEquals(node.get("crc").longValue(), crc.getValue());
                            }));
        }
        assertEquals(29, tests.size());
        return tests.stream();
    }

    private static List<Adjustment> adjustments(JsonNode steps) {
        return StreamSupport.stream(steps.spliterator(), false)
                .map(
                        step ->
                                new Adjustment(
                                        Quality.valueOf(
                                                step.get(0).textValue().toUpperCase(Locale.ROOT)),
                                        step.get(1).doubleValue()))
                .toList();
    }
}
