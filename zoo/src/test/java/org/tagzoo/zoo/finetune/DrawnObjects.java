package org.tagzoo.zoo.finetune;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;

/** A corpus of yolo: on gray, a red or a green rectangle anywhere; every eighth image has none. */
final class DrawnObjects {

    private DrawnObjects() {}

    /** Returns the name of the corpus in a folder, which it fills. */
    static String write(Path folder, int images) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("labels"));
        Files.writeString(folder.resolve("data.yaml"), "nc: 2\nnames: ['red', 'green']\n");
        Random random = new Random(1);
        for (int i = 0; i < images; i++) {
            BufferedImage image = new BufferedImage(48, 40, BufferedImage.TYPE_INT_RGB);
            Graphics2D paint = image.createGraphics();
            int gray = 100 + random.nextInt(40);
            paint.setColor(new Color(gray, gray, gray));
            paint.fillRect(0, 0, 48, 40);
            String boxes = "";
            if (i % 8 != 0) {
                int width = 10 + random.nextInt(16);
                int height = 8 + random.nextInt(14);
                int x = random.nextInt(48 - width);
                int y = random.nextInt(40 - height);
                boolean green = random.nextBoolean();
                paint.setColor(green ? Color.GREEN : Color.RED);
                paint.fillRect(x, y, width, height);
                // A small one of the other class beside it, which is not the largest.
                boxes = line(green ? 1 : 0, x, y, width, height) + line(green ? 0 : 1, 0, 0, 2, 2);
            }
            paint.dispose();
            String name = "%03d".formatted(i);
            ImageIO.write(image, "png", folder.resolve("images/" + name + ".png").toFile());
            Files.writeString(folder.resolve("labels/" + name + ".txt"), boxes);
        }
        return "yolo:" + folder;
    }

    private static String line(int label, double x, double y, double width, double height) {
        return String.format(
                Locale.ROOT,
                "%d %f %f %f %f\n",
                label,
                (x + width / 2) / 48,
                (y + height / 2) / 40,
                width / 48,
                height / 40);
    }
}
