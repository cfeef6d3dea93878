package org.tagzoo.datasets.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.transform.ColorJitter.Adjustment;
import org.tagzoo.datasets.transform.ColorJitter.Quality;
import org.tagzoo.datasets.transform.Perspective.Corner;

/** What holds for operations whatever torchvision does. */
class OperationTest {

    private static final RgbImage IMAGE = NoiseImage.of(12, 7);

    private static int[] pixel(RgbImage image, int x, int y) {
        int at = (y * image.width() + x) * 3;
        byte[] pixels = image.pixels();
        return new int[] {pixels[at] & 0xff, pixels[at + 1] & 0xff, pixels[at + 2] & 0xff};
    }

    @Test
    void parametersThatChangeNothingChangeNothing() {
        for (Fill fill : Fill.values()) {
            List<Corner> corners =
                    List.of(
                            new Corner(0, 0),
                            new Corner(11, 0),
                            new Corner(11, 6),
                            new Corner(0, 6));
            for (Operation operation :
                    List.of(
                            new Rotation.Drawn(0, fill),
                            new Shift.Drawn(0, 0, fill),
                            new Zoom.Drawn(1, fill),
                            new Shear.Drawn(0, 0, fill),
                            new Perspective.Drawn(corners, fill),
                            new ResizedCrop.Drawn(0, 0, 12, 7),
                            new ColorJitter.Drawn(List.of()))) {
                assertArrayEquals(
                        IMAGE.pixels(), operation.apply(IMAGE).pixels(), operation.description());
            }
        }
        List<Adjustment> neutral =
                List.of(
                        new Adjustment(Quality.HUE, 0),
                        new Adjustment(Quality.SATURATION, 1),
                        new Adjustment(Quality.CONTRAST, 1),
                        new Adjustment(Quality.BRIGHTNESS, 1));
        assertSame(IMAGE, new ColorJitter.Drawn(neutral).apply(IMAGE));
    }

    @Test
    void aFlipUndoesAFlip() {
        Operation flip = new Flip.Drawn();
        RgbImage once = flip.apply(IMAGE);
        assertArrayEquals(pixel(IMAGE, 0, 3), pixel(once, 11, 3));
        assertArrayEquals(IMAGE.pixels(), flip.apply(once).pixels());
    }

    @Test
    void aTurnByHalfACircleReversesThePixels() {
        RgbImage turned = new Rotation.Drawn(180, Fill.BLACK).apply(IMAGE);
        assertArrayEquals(pixel(IMAGE, 0, 0), pixel(turned, 11, 6));
        assertArrayEquals(pixel(IMAGE, 4, 1), pixel(turned, 7, 5));
    }

    @Test
    void fillsWhatWasOutside() {
        int[] black = pixel(new Shift.Drawn(3, 2, Fill.BLACK).apply(IMAGE), 1, 1);
        assertArrayEquals(new int[3], black);
        RgbImage nearest = new Shift.Drawn(3, 2, Fill.NEAREST).apply(IMAGE);
        assertArrayEquals(pixel(IMAGE, 0, 0), pixel(nearest, 1, 1));
        assertArrayEquals(pixel(IMAGE, 0, 2), pixel(nearest, 2, 4));
        assertArrayEquals(pixel(IMAGE, 4, 0), pixel(nearest, 7, 1));
        assertArrayEquals(pixel(IMAGE, 4, 2), pixel(nearest, 7, 4));
        int[] mean = pixel(new Shift.Drawn(3, 2, Fill.MEAN).apply(IMAGE), 1, 1);
        for (int channel = 0; channel < 3; channel++) {
            double sum = 0;
            for (int i = channel; i < IMAGE.pixels().length; i += 3) {
                sum += IMAGE.pixels()[i] & 0xff;
            }
            assertEquals(sum / (12 * 7), mean[channel], 0.5);
        }
    }

    @Test
    void aShiftByTheWholeWidthLeavesNothing() {
        RgbImage gone = new Shift.Drawn(12, 0, Fill.BLACK).apply(IMAGE);
        assertArrayEquals(new byte[12 * 7 * 3], gone.pixels());
    }

    @Test
    void erasesTheRectangleAndNothingElse() {
        RgbImage erased = new Erasing.Drawn(2, 1, 4, 3, Fill.BLACK).apply(IMAGE);
        for (int y = 0; y < 7; y++) {
            for (int x = 0; x < 12; x++) {
                boolean inside = x >= 2 && x < 6 && y >= 1 && y < 4;
                assertArrayEquals(inside ? new int[3] : pixel(IMAGE, x, y), pixel(erased, x, y));
            }
        }
    }

    @Test
    void saysWhatItDoes() {
        assertEquals("rotation -12.3°", new Rotation.Drawn(-12.34, Fill.BLACK).description());
        assertEquals("shift 3, -2 px", new Shift.Drawn(3, -2, Fill.BLACK).description());
        assertEquals(
                "hue +0.05, contrast ×1.20",
                new ColorJitter.Drawn(
                                List.of(
                                        new Adjustment(Quality.HUE, 0.05),
                                        new Adjustment(Quality.CONTRAST, 1.2)))
                        .description());
    }

    @Test
    void refusesWhatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> new Adjustment(Quality.HUE, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Adjustment(Quality.CONTRAST, -0.1));
        List<Corner> crossed =
                List.of(new Corner(5, 0), new Corner(0, 0), new Corner(5, 5), new Corner(0, 5));
        assertThrows(
                IllegalArgumentException.class, () -> new Perspective.Drawn(crossed, Fill.BLACK));
    }
}
