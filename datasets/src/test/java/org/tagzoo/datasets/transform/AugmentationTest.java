package org.tagzoo.datasets.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.transform.ColorJitter.Adjustment;
import org.tagzoo.datasets.transform.ColorJitter.Quality;

/** What is drawn, and that nothing but seed, view, id and size matters to it. */
class AugmentationTest {

    private static final Augmentation ALL =
            new Augmentation(
                    List.of(
                            new Flip(0.5),
                            new Rotation(0.5, 25, Fill.NEAREST),
                            new ColorJitter(0.5, 0.4, 0.3, 1.5, 0.1),
                            new Grayscale(0.5),
                            new Perspective(0.5, 0.6, Fill.MEAN),
                            new Shift(0.5, 0.25, 0.1, Fill.BLACK),
                            new Zoom(0.5, new Range(0.8, 1.3), Fill.NEAREST),
                            new Shear(0.5, 12, 5, Fill.BLACK),
                            new ResizedCrop(0.5, new Range(0.2, 0.9), new Range(0.5, 2)),
                            new Erasing(0.5, new Range(0.05, 0.2), new Range(0.4, 3), Fill.MEAN)));

    private static Augmentation only(Transform transform) {
        return new Augmentation(List.of(transform));
    }

    @Test
    void eachTransformIsDrawnAsOftenAsItsProbabilitySays() {
        for (double probability : new double[] {0, 0.1, 0.5, 0.9, 1}) {
            Augmentation rotation = only(new Rotation(probability, 10, Fill.BLACK));
            int drawn = 0;
            int images = 4000;
            for (int i = 0; i < images; i++) {
                drawn += rotation.draw(8, 8, 1, 0, "image " + i).size();
            }
            double error = 4.5 * Math.sqrt(probability * (1 - probability) / images);
            assertEquals(probability, (double) drawn / images, error);
        }
    }

    @Test
    void drawsStayInTheirRangesAndReachTheirEnds() {
        double leastAngle = 0;
        double mostAngle = 0;
        double leastZoom = 1;
        double mostZoom = 1;
        Set<List<Quality>> orders = new HashSet<>();
        int width = 80;
        int height = 60;
        for (int i = 0; i < 5000; i++) {
            for (Operation operation : ALL.draw(width, height, 3, i, "a")) {
                if (operation instanceof Rotation.Drawn rotation) {
                    leastAngle = Math.min(leastAngle, rotation.degrees());
                    mostAngle = Math.max(mostAngle, rotation.degrees());
                } else if (operation instanceof Zoom.Drawn zoom) {
                    leastZoom = Math.min(leastZoom, zoom.scale());
                    mostZoom = Math.max(mostZoom, zoom.scale());
                } else if (operation instanceof ColorJitter.Drawn jitter) {
                    orders.add(jitter.adjustments().stream().map(Adjustment::quality).toList());
                    jitter.adjustments().forEach(AugmentationTest::isInRange);
                } else if (operation instanceof Shift.Drawn shift) {
                    assertTrue(Math.abs(shift.right()) <= 20 && Math.abs(shift.down()) <= 6);
                } else if (operation instanceof Shear.Drawn shear) {
                    assertTrue(Math.abs(shear.horizontal()) <= 12);
                    assertTrue(Math.abs(shear.vertical()) <= 5);
                } else if (operation instanceof Perspective.Drawn perspective) {
                    Perspective.Corner bottomLeft = perspective.corners().get(3);
                    assertTrue(bottomLeft.x() >= 0 && bottomLeft.x() <= 24);
                    assertTrue(bottomLeft.y() >= 41 && bottomLeft.y() <= 59);
                } else if (operation instanceof ResizedCrop.Drawn crop) {
                    double area = (double) crop.width() * crop.height() / (width * height);
                    assertTrue(area > 0.19 && area < 0.92, crop.description());
                    assertTrue(crop.left() + crop.width() <= width, crop.description());
                    assertTrue(crop.top() + crop.height() <= height, crop.description());
                } else if (operation instanceof Erasing.Drawn erasing) {
                    double aspect = (double) erasing.height() / erasing.width();
                    assertTrue(aspect > 0.35 && aspect < 3.4, erasing.description());
                }
            }
        }
        assertTrue(leastAngle >= -25 && leastAngle < -24.5, leastAngle + " degrees");
        assertTrue(mostAngle <= 25 && mostAngle > 24.5, mostAngle + " degrees");
        assertTrue(leastZoom >= 0.8 && leastZoom < 0.805, leastZoom + " times");
        assertTrue(mostZoom <= 1.3 && mostZoom > 1.295, mostZoom + " times");
        assertEquals(24, orders.size());
    }

    private static void isInRange(Adjustment adjustment) {
        double amount = adjustment.amount();
        assertTrue(
                switch (adjustment.quality()) {
                    case BRIGHTNESS -> amount >= 0.6 && amount <= 1.4;
                    case CONTRAST -> amount >= 0.7 && amount <= 1.3;
                    case SATURATION -> amount >= 0 && amount <= 2.5;
                    case HUE -> amount >= -0.1 && amount <= 0.1;
                },
                adjustment::toString);
    }

    @Test
    void seedViewAndIdEachMatter() {
        Augmentation rotation = only(new Rotation(1, 90, Fill.BLACK));
        List<Operation> first = rotation.draw(9, 9, 1, 0, "a");
        assertEquals(first, rotation.draw(9, 9, 1, 0, "a"));
        assertNotEquals(first, rotation.draw(9, 9, 2, 0, "a"));
        assertNotEquals(first, rotation.draw(9, 9, 1, 1, "a"));
        assertNotEquals(first, rotation.draw(9, 9, 1, 0, "b"));
    }

    @Test
    void settingsOfOneTransformChangeNothingAboutTheNext() {
        for (int view = 0; view < 50; view++) {
            List<Operation> second =
                    new Augmentation(List.of(new Flip(0), new Rotation(1, 90, Fill.BLACK)))
                            .draw(30, 30, 1, view, "a");
            List<Operation> other =
                    new Augmentation(
                                    List.of(
                                            new Perspective(1, 0.5, Fill.BLACK),
                                            new Rotation(1, 90, Fill.BLACK)))
                            .draw(30, 30, 1, view, "a");
            assertEquals(second.get(0), other.get(1));
        }
    }

    @Test
    void eightThreadsInAnyOrderGiveTheSameBytes() throws Exception {
        RgbImage image = NoiseImage.of(48, 32);
        byte[] before = image.pixels().clone();
        List<byte[]> expected = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            order.add(i);
            expected.add(ALL.apply(image, 5, i % 3, "image " + i).pixels());
        }
        Collections.shuffle(order, new Random(1));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<byte[]>> tasks = new ArrayList<>();
            for (int i : order) {
                tasks.add(() -> ALL.apply(image, 5, i % 3, "image " + i).pixels());
            }
            List<Future<byte[]>> results = threads.invokeAll(tasks);
            for (int n = 0; n < order.size(); n++) {
                assertArrayEquals(expected.get(order.get(n)), results.get(n).get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertArrayEquals(before, image.pixels());
    }

    @Test
    void whereNothingIsDrawnTheImageStaysTheSameObject() {
        RgbImage image = NoiseImage.of(5, 4);
        assertSame(image, Augmentation.NONE.apply(image, 1, 1, "a"));
        assertSame(image, only(new Flip(0)).apply(image, 1, 1, "a"));
    }

    @Test
    void imagesOfOnePixelOrOneRowKeepTheirSize() {
        for (int[] size : new int[][] {{1, 1}, {1, 9}, {9, 1}, {2, 2}, {3, 2}, {1, 300}}) {
            RgbImage image = NoiseImage.of(size[0], size[1]);
            for (int view = 0; view < 200; view++) {
                RgbImage changed = ALL.apply(image, 1, view, "a");
                assertEquals(size[0], changed.width());
                assertEquals(size[1], changed.height());
            }
        }
    }

    @Test
    void cornersAtTheirFarthestNeverCross() {
        Augmentation extreme = only(new Perspective(1, 1, Fill.NEAREST));
        int drawn = 0;
        for (int view = 0; view < 500; view++) {
            RgbImage image = NoiseImage.of(2 + view % 5, 2 + view % 7);
            List<Operation> operations = extreme.draw(image.width(), image.height(), 1, view, "a");
            drawn += operations.size();
            operations.forEach(operation -> operation.apply(image));
        }
        assertTrue(drawn > 300, drawn + " of 500");
        assertFalse(extreme.draw(100, 100, 1, 0, "a").isEmpty());
        assertTrue(extreme.draw(1, 100, 1, 0, "a").isEmpty());
    }
}
