package org.tagzoo.datasets.metadata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.ImageFile;

class ImageFactsTest {

    @TempDir Path folder;

    private TaggedImage image(String name, int width, int height, Color left, Color right)
            throws IOException {
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setColor(left);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(right);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.dispose();
        Path file = folder.resolve(name);
        ImageIO.write(drawn, "png", file.toFile());
        return image(file);
    }

    private static TaggedImage image(Path file) {
        String id = file.getFileName().toString();
        return new TaggedImage(id, new ImageFile(file), new TreeSet<>(), id);
    }

    @Test
    void measuresWhatWasDrawn() throws IOException {
        List<TaggedImage> images = new ArrayList<>();
        images.add(image("red.png", 40, 20, Color.RED, Color.RED));
        images.add(image("half.png", 30, 90, Color.BLACK, new Color(200, 100, 50)));
        for (int i = 0; i < 150; i++) {
            images.add(images.get(i % 2));
        }
        double[][] colours = ImageFacts.COLOUR.of(images, 2);
        assertEquals(152, colours.length);
        assertArrayEquals(new double[] {255, 0, 0}, colours[150]);
        // Antialiasing blurs the edge; the mean of all stays.
        assertArrayEquals(new double[] {100, 50, 25}, colours[151], 0.5);
        double[][] sizes = ImageFacts.IMAGE_SIZE.of(images, 2);
        double bytes = Files.size(folder.resolve("half.png"));
        assertArrayEquals(new double[] {30, 90, 1 / 3.0, bytes}, sizes[1]);
        assertEquals(
                List.of("width", "height", "aspect", "bytes"), ImageFacts.IMAGE_SIZE.columns());
    }

    @Test
    void namesTheImageThatIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("text.jpg"), "no image");
        for (ImageFacts facts : ImageFacts.values()) {
            IOException e =
                    assertThrows(IOException.class, () -> facts.of(List.of(image(file)), 1));
            assertTrue(e.getMessage().contains("text.jpg: "), e.getMessage());
        }
    }
}
