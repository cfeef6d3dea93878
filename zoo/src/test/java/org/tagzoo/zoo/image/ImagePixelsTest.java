package org.tagzoo.zoo.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePixelsTest {

    private static final int[] COLOURS = {0x102030, 0xf0e0d0, 0x00ff80, 0x7f0001};

    private static byte[] pixels(BufferedImage image) {
        return ImagePixels.of(ImageFactory.getInstance().fromImage(image), null).pixels();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] coloured() {
        byte[] bytes = new byte[COLOURS.length * 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (COLOURS[i / 3] >> (16 - i % 3 * 8));
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_4BYTE_ABGR_PRE
            })
    void coloursAreTakenFromEveryLayout(int type) {
        BufferedImage image = new BufferedImage(2, 2, type);
        for (int i = 0; i < 4; i++) {
            image.setRGB(i % 2, i / 2, 0xff000000 | COLOURS[i]);
        }
        assertArrayEquals(coloured(), pixels(image));
        BufferedImage part = image.getSubimage(1, 0, 1, 2);
        assertArrayEquals(bytes(0xf0, 0xe0, 0xd0, 0x7f, 0, 1), pixels(part));
    }

    @Test
    void transparencyIsOverWhite() {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00123456);
        image.setRGB(1, 0, 0x80000000);
        image.setRGB(2, 0, 0xff123456);
        assertArrayEquals(bytes(255, 255, 255, 127, 127, 127, 0x12, 0x34, 0x56), pixels(image));
    }

    @Test
    void coloursWithoutAnyTransparencySetAreSeen() {
        Image image = ImageFactory.getInstance().fromPixels(COLOURS, 2, 2);
        assertArrayEquals(coloured(), ImagePixels.of(image, null).pixels());
    }

    /** {@code getRGB} would make 188 of 128. */
    @Test
    void grayIsTakenAsItIs() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(0, 0, 0, 128);
        image.getRaster().setSample(1, 0, 0, 3);
        assertArrayEquals(bytes(128, 128, 128, 3, 3, 3), pixels(image));
        BufferedImage wide = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        wide.getRaster().setSample(0, 0, 0, 0x80ff);
        assertArrayEquals(bytes(128, 128, 128), pixels(wide));
    }

    @Test
    void grayWithTransparencyIsOverWhite() {
        ComponentColorModel model =
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_GRAY),
                        true,
                        false,
                        ComponentColorModel.TRANSLUCENT,
                        DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(2, 1);
        raster.setPixel(0, 0, new int[] {128, 255});
        raster.setPixel(1, 0, new int[] {100, 0});
        BufferedImage image = new BufferedImage(model, raster, false, null);
        assertArrayEquals(bytes(128, 128, 128, 255, 255, 255), pixels(image));
    }

    /** Images of another factory, such as OpenCV's, are read through their array. */
    @Test
    void otherImagesGiveTheirArray() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Image image = of(manager, new Shape(2, 2, 3), DataType.UINT8);
            assertArrayEquals(coloured(), ImagePixels.of(image, manager).pixels());
            Image floats = of(manager, new Shape(2, 2, 3), DataType.FLOAT32);
            assertThrows(IllegalArgumentException.class, () -> ImagePixels.of(floats, manager));
            Image flat = of(manager, new Shape(4, 3), DataType.UINT8);
            assertThrows(IllegalArgumentException.class, () -> ImagePixels.of(flat, manager));
        }
    }

    private static Image of(NDManager manager, Shape shape, DataType type) {
        NDArray array =
                manager.create(java.nio.ByteBuffer.wrap(coloured()), shape, DataType.UINT8)
                        .toType(type, false);
        return (Image)
                Proxy.newProxyInstance(
                        Image.class.getClassLoader(),
                        new Class<?>[] {Image.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("toNDArray") ? array : "no Java image");
    }
}
