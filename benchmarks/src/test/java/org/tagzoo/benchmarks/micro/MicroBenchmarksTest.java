package org.tagzoo.benchmarks.micro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.metric.F1Intervals;
import org.tagzoo.zoo.threshold.ThresholdScan;
import org.tagzoo.zoo.threshold.Thresholds;

/** What is measured does what its name says: each benchmark once, without JMH. */
class MicroBenchmarksTest {

    /** Sets a parameter as JMH does. */
    private static <T> T with(T benchmark, String parameter, Object value) throws Exception {
        Field field = benchmark.getClass().getDeclaredField(parameter);
        field.setAccessible(true);
        field.set(benchmark, value);
        return benchmark;
    }

    private static List<String> parameters(Class<?> benchmark, String parameter) throws Exception {
        return List.of(benchmark.getDeclaredField(parameter).getAnnotation(Param.class).value());
    }

    @Test
    void anImageIsDecodedResizedAndReadFromTheCache() throws Exception {
        DecodeBenchmark benchmark = new DecodeBenchmark();
        benchmark.draw();
        try {
            assertEquals(500, benchmark.header().width());
            assertEquals(375, benchmark.header().height());
            RgbImage decoded = benchmark.decode();
            assertEquals(500, decoded.width());
            assertEquals(375, decoded.height());
            RgbImage resized = benchmark.resize();
            assertEquals(224, resized.width());
            assertEquals(224, resized.height());
            // The middle is as it was, but for noise.
            int middle = red(decoded, 250, 187);
            assertEquals(middle, red(resized, 112, 112), 20);
            ByteBuffer row = benchmark.cachedRow();
            assertEquals(3 * 224 * 224, row.capacity());
            assertEquals(0, row.get(7));
        } finally {
            benchmark.delete();
        }
    }

    private static int red(RgbImage image, int x, int y) {
        return image.pixels()[3 * (y * image.width() + x)] & 0xff;
    }

    static Stream<String> operations() throws Exception {
        return parameters(TransformBenchmark.class, "operation").stream();
    }

    private static RgbImage transformed(String operation) throws Exception {
        TransformBenchmark benchmark = with(new TransformBenchmark(), "operation", operation);
        benchmark.draw();
        return benchmark.apply();
    }

    private static RgbImage drawn() throws Exception {
        TransformBenchmark benchmark = with(new TransformBenchmark(), "operation", "flip");
        benchmark.draw();
        Field field = TransformBenchmark.class.getDeclaredField("image");
        field.setAccessible(true);
        return (RgbImage) field.get(benchmark);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationChangesTheImageAndKeepsItsSize(String operation) throws Exception {
        RgbImage image = drawn();
        RgbImage changed = transformed(operation);
        assertEquals(224, changed.width());
        assertEquals(224, changed.height());
        assertFalse(Arrays.equals(image.pixels(), changed.pixels()));
        assertArrayEquals(changed.pixels(), transformed(operation).pixels());
    }

    @Test
    void noTwoOperationsAreTheSame() throws Exception {
        Set<Integer> results = new HashSet<>();
        for (String operation : operations().toList()) {
            assertTrue(results.add(Arrays.hashCode(transformed(operation).pixels())), operation);
        }
    }

    @Test
    void aFlipIsAFlip() throws Exception {
        RgbImage image = drawn();
        RgbImage flipped = transformed("flip");
        for (int x = 0; x < 224; x++) {
            assertEquals(red(image, x, 100), red(flipped, 223 - x, 100));
        }
    }

    @Test
    void grayHasOneValueAPixel() throws Exception {
        byte[] gray = transformed("grayscale").pixels();
        for (int i = 0; i < gray.length; i += 3) {
            assertEquals(gray[i], gray[i + 1]);
            assertEquals(gray[i], gray[i + 2]);
        }
    }

    private static ThresholdBenchmark thresholds(int images) throws Exception {
        ThresholdBenchmark benchmark = with(new ThresholdBenchmark(), "images", images);
        benchmark.draw();
        return benchmark;
    }

    /** Positives score up to 1, negatives up to 0.8: better than chance, and not perfect. */
    @ParameterizedTest
    @ValueSource(ints = {500, 2000})
    void thresholdsAreChosenOnScoresWithALittleInThem(int images) throws Exception {
        ThresholdBenchmark benchmark = thresholds(images);
        ThresholdScan scan = benchmark.scan();
        assertTrue(scan.best().micro().f1() > 0.2, scan::toString);
        assertTrue(scan.best().micro().f1() < 0.9, scan::toString);
        Thresholds perLabel = benchmark.perLabel();
        assertEquals(24, perLabel.values().size());
        assertNotEquals(1, new HashSet<>(perLabel.values()).size());
        double precision = benchmark.meanAveragePrecision();
        assertTrue(precision > 0.15 && precision < 0.9, () -> "mAP " + precision);
        F1Intervals intervals = benchmark.bootstrap();
        assertTrue(intervals.micro().low() < intervals.micro().high(), intervals::toString);
    }

    @Test
    void largerCorporaHaveNarrowerIntervals() throws Exception {
        F1Intervals few = thresholds(200).bootstrap();
        F1Intervals many = thresholds(4000).bootstrap();
        assertTrue(
                many.micro().high() - many.micro().low() < few.micro().high() - few.micro().low());
    }

    /** A benchmark that nobody calls here would be measured without being looked at. */
    @Test
    void allBenchmarksAreCalledHere() {
        List<String> named =
                Stream.of(DecodeBenchmark.class, TransformBenchmark.class, ThresholdBenchmark.class)
                        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                        .filter(method -> method.isAnnotationPresent(Benchmark.class))
                        .map(Method::getName)
                        .sorted()
                        .toList();
        assertEquals(
                List.of(
                        "apply",
                        "bootstrap",
                        "cachedRow",
                        "decode",
                        "header",
                        "meanAveragePrecision",
                        "perLabel",
                        "resize",
                        "scan"),
                named);
    }
}
