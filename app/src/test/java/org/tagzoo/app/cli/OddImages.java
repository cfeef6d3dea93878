package org.tagzoo.app.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * A corpus whose images come in all forms that a decoder could get wrong: gray, turned by EXIF,
 * transparent, long and thin, with few colours, with 16 bits.
 */
final class OddImages {

    /** APP1 with a TIFF header and one entry, the orientation. */
    private static final String EXIF =
            "ffe10022"
                    + "457869660000"
                    + "4d4d002a00000008"
                    + "0001"
                    + "011200030000000100%02x0000"
                    + "00000000";

    private OddImages() {}

    /** Draws 28 images in each of three folders. */
    static void draw(Path corpus) throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        for (Color color : List.of(Color.RED, Color.GREEN, Color.BLUE)) {
            Path folder =
                    Files.createDirectories(
                            corpus.resolve("colour " + color.getRGB() % 1000 + " é"));
            for (int i = 0; i < 4; i++) {
                String n = "-" + i;
                write(
                        folder,
                        "gray" + n + ".jpg",
                        BufferedImage.TYPE_BYTE_GRAY,
                        40,
                        30,
                        color,
                        random);
                write(
                        folder,
                        "deep" + n + ".png",
                        BufferedImage.TYPE_USHORT_GRAY,
                        31,
                        17,
                        color,
                        random);
                write(
                        folder,
                        "clear" + n + ".png",
                        BufferedImage.TYPE_INT_ARGB,
                        33,
                        47,
                        color,
                        random);
                write(
                        folder,
                        "few" + n + ".gif",
                        BufferedImage.TYPE_BYTE_INDEXED,
                        25,
                        25,
                        color,
                        random);
                write(
                        folder,
                        "long" + n + ".png",
                        BufferedImage.TYPE_INT_RGB,
                        301,
                        2,
                        color,
                        random);
                write(
                        folder,
                        "thin" + n + ".bmp",
                        BufferedImage.TYPE_INT_RGB,
                        1,
                        90,
                        color,
                        random);
                int orientation = 3 + random.nextInt(6);
                Files.write(
                        folder.resolve("turned" + n + ".jpg"),
                        turned(
                                image(BufferedImage.TYPE_INT_RGB, 50, 20, color, random),
                                orientation));
            }
        }
    }

    private static void write(
            Path folder,
            String name,
            int type,
            int width,
            int height,
            Color color,
            SplittableRandom random)
            throws IOException {
        String format = name.substring(name.lastIndexOf('.') + 1);
        BufferedImage image = image(type, width, height, color, random);
        if (!ImageIO.write(image, format, folder.resolve(name).toFile())) {
            throw new IOException("No writer for " + name);
        }
    }

    private static BufferedImage image(
            int type, int width, int height, Color color, SplittableRandom random) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, width, height / 2 + 1);
        for (int i = 0; i < 6; i++) {
            boolean seesThrough = type == BufferedImage.TYPE_INT_ARGB && i % 2 == 0;
            graphics.setColor(
                    new Color(
                            random.nextInt(1 << 24) | (seesThrough ? 0x60000000 : 0xFF000000),
                            true));
            graphics.fillRect(
                    random.nextInt(width), random.nextInt(height), width / 4 + 1, height / 4 + 1);
        }
        graphics.dispose();
        return image;
    }

    private static byte[] turned(BufferedImage image, int orientation) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", plain);
        byte[] bytes = plain.toByteArray();
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        turned.write(bytes, 0, 2);
        turned.writeBytes(HexFormat.of().parseHex(EXIF.formatted(orientation)));
        turned.write(bytes, 2, bytes.length - 2);
        return turned.toByteArray();
    }
}
