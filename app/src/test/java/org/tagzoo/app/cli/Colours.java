package org.tagzoo.app.cli;

import static org.tagzoo.app.cli.Result.run;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** A corpus of small images that the tests draw, and comparisons on it. */
public final class Colours {

    public static final Map<String, Color> CLASSES =
            Map.of("red", Color.RED, "green", Color.GREEN, "blue", Color.BLUE);

    private Colours() {}

    /** Draws 20 images a class that are red, green or blue, with a little noise, into a folder. */
    public static Path draw(Path corpus) throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        for (String name : List.of("red", "green", "blue")) {
            Path images = Files.createDirectories(corpus.resolve(name));
            for (int i = 0; i < 20; i++) {
                image(images.resolve(i + ".png"), CLASSES.get(name), random);
            }
        }
        return corpus;
    }

    /** Draws four images to tag in folders, and one that is broken. */
    public static Path drawToTag(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("more"));
        SplittableRandom random = new SplittableRandom(8);
        for (String name : List.of("red 2", "red 10", "more/green 1", "blue, light")) {
            String colour = name.replaceAll(".*/|[ ,].*", "");
            image(folder.resolve(name + ".png"), CLASSES.get(colour), random);
        }
        Files.writeString(folder.resolve("cut.jpg"), "no image");
        return folder;
    }

    /** Draws one image of a colour. */
    public static void image(Path file, Color color, SplittableRandom random) throws IOException {
        BufferedImage image = new BufferedImage(20, 14, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, 20, 14);
        graphics.setColor(new Color(random.nextInt(1 << 24)));
        graphics.fillRect(random.nextInt(15), random.nextInt(10), 4, 4);
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    /** Runs a comparison at 16 pixels for 4 epochs; of tags, unless it is told otherwise. */
    static Result compare(Path corpus, String models, Path out, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "compare",
                                "--corpus",
                                "folders:" + corpus,
                                "--models",
                                models,
                                "--image-size",
                                "16",
                                "--epochs",
                                "4",
                                "--out",
                                out.toString()));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--task")) {
            arguments.addAll(List.of("--task", "tags"));
        }
        return run(arguments.toArray(String[]::new));
    }
}
