package org.tagzoo.zoo.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageException;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.export.TestImages;

class ImagesTest {

    @TempDir Path folder;

    /** Two pixels: red and blue, or another order of channels, would be another image. */
    private static final byte[] RED_BLUE = {(byte) 255, 10, 20, 30, 40, (byte) 250};

    @Test
    void djlsImageHasThePixelsAndNoOtherOrder() {
        Image image = Images.image(new RgbImage(2, 1, RED_BLUE));
        assertEquals(2, image.getWidth());
        assertEquals(1, image.getHeight());
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray array = image.toNDArray(manager, Image.Flag.COLOR);
            assertArrayEquals(RED_BLUE, array.toType(DataType.UINT8, false).toByteArray());
        }
    }

    /** The file's EXIF says that it lies on its side. */
    @Test
    void aFileIsTurnedUprightHoweverItIsRead() throws IOException {
        Path file = TestImages.file("exif-6.jpg");
        RgbImage decoded = Images.decode(file);
        Image image = Images.read(file);
        assertEquals(decoded.width(), image.getWidth());
        assertEquals(decoded.height(), image.getHeight());
        EvaluationTransform transform = EvaluationTransform.square(8);
        RgbImage seen = Images.seen(file, transform);
        assertArrayEquals(transform.apply(decoded).pixels(), seen.pixels());
        try (InputStream stream = Files.newInputStream(file)) {
            assertArrayEquals(seen.pixels(), Images.of(stream, transform::read).pixels());
            assertEquals(-1, stream.read(), "read to its end and left open");
        }
    }

    @Test
    void whatIsNoImageIsRefusedWithItsName() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "no image");
        ImageException broken = assertThrows(ImageException.class, () -> Images.decode(text));
        assertTrue(broken.getMessage().startsWith(text + ": "), broken.getMessage());
        Path missing = folder.resolve("missing.png");
        IOException absent = assertThrows(IOException.class, () -> Images.read(missing));
        assertEquals(missing + ": there is no such file", absent.getMessage());
        IOException isFolder = assertThrows(IOException.class, () -> Images.read(folder));
        assertTrue(isFolder.getMessage().startsWith(folder + ": "), isFolder.getMessage());
        EvaluationTransform transform = EvaluationTransform.square(8);
        InputStream empty = new ByteArrayInputStream(new byte[0]);
        assertThrows(ImageException.class, () -> Images.of(empty, transform::read));
    }

    @Test
    void imagesLieOneAfterTheOtherInABatch() {
        NetworkInput input = new NetworkInput(EvaluationTransform.square(1));
        RgbImage red = new RgbImage(1, 1, new byte[] {(byte) 255, 1, 2});
        RgbImage blue = new RgbImage(1, 1, new byte[] {3, 4, (byte) 254});
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray both = input.batch(List.of(red, blue), manager);
            assertEquals(new Shape(2, 1, 1, 3), both.getShape());
            assertArrayEquals(new byte[] {(byte) 255, 1, 2, 3, 4, (byte) 254}, both.toByteArray());
            assertEquals(new Shape(1, 1, 3), input.of(red, manager).getShape());
            Image large = Images.image(new RgbImage(2, 1, RED_BLUE));
            NDArray resized = input.of(large, manager).singletonOrThrow();
            assertEquals(new Shape(1, 1, 3), resized.getShape());
            // The mean of both pixels, 142.5, 25 and 135, as bilinear resizing with antialias
            // gives.
            byte[] mean = resized.toByteArray();
            assertEquals(25, mean[1]);
            assertEquals(135, mean[2] & 0xff);
        }
    }
}
