package org.tagzoo.app.comparison;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.tagzoo.app.cli.Colours;

/** Images that say nothing of their labels, which are drawn: whoever is right has seen them. */
final class NoiseCorpus {

    private NoiseCorpus() {}

    /** Draws 60 images, each so many times, with colours at random. */
    static Path draw(Path images, int times) throws IOException {
        Files.createDirectories(images);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 60; i++) {
            Path first = images.resolve(i + ".png");
            Colours.image(first, new Color(random.nextInt(1 << 24)), random);
            for (int copy = 1; copy < times; copy++) {
                Files.copy(first, images.resolve(i + "-" + copy + ".png"));
            }
        }
        return images;
    }

    /**
     * Writes a table that gives each image one of two classes at random, and its copies the same.
     *
     * @param turned the image that gets the other one, with its copies
     */
    static Path labels(Path images, Optional<String> turned) throws IOException {
        List<String> lines = new ArrayList<>(List.of("file,class"));
        try (Stream<Path> files = Files.list(images)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                boolean isFirst = new SplittableRandom(number(name) * 77).nextBoolean();
                isFirst ^= turned.isPresent() && number(turned.get()) == number(name);
                lines.add(name + "," + (isFirst ? "one" : "other"));
            }
        }
        return Files.write(
                images.resolveSibling(images.getFileName() + turned.orElse("") + ".csv"), lines);
    }

    private static long number(String name) {
        return Long.parseLong(name.replaceAll("[-.].*", ""));
    }

    static String row(String name, int epochs) {
        return SmallComparison.row(
                name,
                "ff1",
                "none",
                epochs,
                "task: classes",
                "loss: {kind: softmax, classWeights: false, smoothing: 0}");
    }

    static SmallComparison comparison(Path images, Path table, Path root, String rows) {
        SmallComparison comparison = new SmallComparison(table, root, rows);
        comparison.layout = "csv:";
        comparison.imageFolder = Optional.of(images);
        return comparison;
    }
}
