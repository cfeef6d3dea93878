package org.tagzoo.zoo.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The 1,000 classes of ImageNet (ILSVRC 2012, arXiv:1409.0575), which published weights tell. */
public final class ImageNetClasses {

    private static final List<String> NAMES = read();

    private ImageNetClasses() {}

    /**
     * Returns torchvision's names, such as {@code tench}, in the order of the logits. No two are
     * equal; some differ in case only.
     */
    public static List<String> names() {
        return NAMES;
    }

    private static List<String> read() {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                ImageNetClasses.class.getResourceAsStream("imagenet-classes.txt"),
                                StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
