package org.tagzoo.app.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.ImageFile;

class OddImageTest {

    @TempDir private Path folder;
    private final List<TaggedImage> images = new ArrayList<>();

    private void add(String name, IntUnaryOperator brightness) throws IOException {
        BufferedImage image = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 128 * 128; i++) {
            int grey = brightness.applyAsInt(i);
            image.setRGB(i % 128, i / 128, new Color(grey, grey, grey).getRGB());
        }
        add(name, image);
    }

    private void add(String name, BufferedImage image) throws IOException {
        Path file = folder.resolve(name + ".png");
        ImageIO.write(image, "png", file.toFile());
        images.add(new TaggedImage(name, new ImageFile(file), new TreeSet<>(), name));
    }

    @Test
    void blankDarkAndBlurredImagesAreTold() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        int[] noise = random.ints(128 * 128, 0, 200).toArray();
        add("sharp", i -> noise[i]);
        add("grey", i -> 120);
        add("night", i -> noise[i] / 8);
        add("slope", i -> i % 128 + 40);
        BufferedImage letters = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = letters.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(20, 20, 60, 40);
        graphics.dispose();
        add("drawing", letters);
        List<OddImage> found = OddImage.find(images, 2);
        assertEquals(List.of(1, 2, 3), found.stream().map(OddImage::image).toList());
        assertEquals(
                List.of("blank", "dark", "blurred"), found.stream().map(OddImage::what).toList());
        assertEquals(0, found.get(0).value(), 1e-6);
        // A slope of 1 a pixel has a Laplacian of 0.
        assertEquals(0, found.get(2).value(), 1e-6);
    }
}
