package org.tagzoo.datasets.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.PixelBox;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.image.RgbImage;

/** A red object on blue goes through each transform, and its box with it. */
class MovedBoxTest {

    private static final ImageSize SIZE = new ImageSize(80, 120);
    private static final PixelBox OBJECT = new PixelBox(30, 20, 62, 50);

    static Stream<Transform> geometry() {
        Range half = new Range(0.5, 1.5);
        return Stream.of(
                new Flip(1),
                new Rotation(1, 180, Fill.BLACK),
                new Perspective(1, 0.5, Fill.BLACK),
                new Shift(1, 0.4, 0.4, Fill.BLACK),
                new Zoom(1, half, Fill.BLACK),
                new Shear(1, 20, 20, Fill.BLACK),
                new ResizedCrop(1, new Range(0.3, 1), null),
                new Grayscale(1),
                new Erasing(1, null, null, Fill.BLACK));
    }

    private static RgbImage drawn(int width, int height, PixelBox object) {
        byte[] pixels = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean inside =
                        x >= object.left()
                                && x < object.right()
                                && y >= object.top()
                                && y < object.bottom();
                pixels[(y * width + x) * 3 + (inside ? 0 : 2)] = (byte) 255;
            }
        }
        return new RgbImage(width, height, pixels);
    }

    /** Returns the smallest rectangle around all pixels that are mostly red. */
    private static PixelBox red(RgbImage image) {
        int[] at =
                IntStream.range(0, image.width() * image.height())
                        .filter(i -> (image.pixels()[3 * i] & 0xff) > 127)
                        .toArray();
        int w = image.width();
        return at.length == 0
                ? PixelBox.NONE
                : new PixelBox(
                        IntStream.of(at).map(i -> i % w).min().getAsInt(),
                        IntStream.of(at).map(i -> i / w).min().getAsInt(),
                        IntStream.of(at).map(i -> i % w).max().getAsInt() + 1,
                        IntStream.of(at).map(i -> i / w).max().getAsInt() + 1);
    }

    @ParameterizedTest
    @MethodSource("geometry")
    void theObjectsColourIsInItsBox(Transform transform) {
        Augmentation one = new Augmentation(List.of(transform));
        RgbImage image = drawn(120, 80, OBJECT);
        boolean isCut = transform instanceof Erasing || transform instanceof Grayscale;
        for (int view = 1; view <= 30; view++) {
            PixelBox moved = one.move(OBJECT, SIZE, 5, view, "object");
            PixelBox seen = red(one.apply(image, 5, view, "object"));
            if (isCut) {
                assertEquals(OBJECT, moved);
            } else if (moved.isEmpty()) {
                assertTrue(seen.area() < 0.25 * OBJECT.area(), "seen: " + seen);
            } else {
                String both = "view " + view + ": " + seen + " in " + moved;
                assertTrue(Math.abs(moved.left() - seen.left()) <= 1.5, both);
                assertTrue(Math.abs(moved.top() - seen.top()) <= 1.5, both);
                assertTrue(Math.abs(moved.right() - seen.right()) <= 1.5, both);
                assertTrue(Math.abs(moved.bottom() - seen.bottom()) <= 1.5, both);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("resizes")
    void aBoxGoesToTheNetworksSizeAndBack(EvaluationTransform transform) {
        RgbImage image = drawn(120, 80, OBJECT);
        PixelBox moved = transform.placement(120, 80).to(OBJECT);
        PixelBox seen = red(transform.apply(image));
        assertEquals(moved.left(), seen.left(), 1);
        assertEquals(moved.top(), seen.top(), 1);
        assertEquals(moved.right(), seen.right(), 1);
        assertEquals(moved.bottom(), seen.bottom(), 1);
        PixelBox back = transform.placement(120, 80).from(moved);
        assertEquals(OBJECT.left(), back.left(), 1e-9);
        assertEquals(OBJECT.bottom(), back.bottom(), 1e-9);
    }

    static Stream<EvaluationTransform> resizes() {
        return Stream.of(
                EvaluationTransform.square(64),
                EvaluationTransform.square(64, Resize.CROP, Decoding.WHOLE),
                EvaluationTransform.square(200, Resize.PAD, Decoding.WHOLE),
                EvaluationTransform.of(new ImageSize(70, 60), Resize.PAD, Decoding.WHOLE));
    }

    @Test
    void underATenthLeftIsNoObject() {
        Augmentation far = new Augmentation(List.of(new Shift(1, 0, 0, Fill.BLACK)));
        assertEquals(OBJECT, far.move(OBJECT, SIZE, 1, 1, "a"));
        // 3 of 32 columns are left of one, 4 of the other.
        assertEquals(3 / 32.0, left(new ResizedCrop.Drawn(59, 0, 61, 80)), 1e-12);
        for (int view = 1; view <= 200; view++) {
            Augmentation shift = new Augmentation(List.of(new Shift(1, 1, 0, Fill.BLACK)));
            Shift.Drawn drawn = (Shift.Drawn) shift.draw(120, 80, 7, view, "a").get(0);
            double inside =
                    Math.max(
                            0, Math.min(62 + drawn.right(), 120) - Math.max(30 + drawn.right(), 0));
            boolean isGone = shift.move(OBJECT, SIZE, 7, view, "a").equals(PixelBox.NONE);
            assertEquals(inside / 32 < 0.1, isGone, "shifted by " + drawn.right());
        }
    }

    private static double left(Operation operation) {
        PixelBox whole = operation.move(OBJECT, 120, 80);
        return whole.within(120, 80).area() / whole.area();
    }
}
