package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.split.SplitCorpus;

/** The corpora that tests of folders and tables of real life are made from. */
abstract class SmallCorpora {

    static final CorpusOptions NONE = CorpusOptions.DEFAULT;

    @TempDir Path folder;

    /** The labels of image {@code i}: one of three, and even. */
    static List<String> tags(int i) {
        List<String> tags = new ArrayList<>(List.of(List.of("red", "green", "blue").get(i % 3)));
        if (i % 2 == 0) {
            tags.add("even");
        }
        return tags;
    }

    Corpus table(String header, IntFunction<String> row, CorpusOptions options) throws IOException {
        for (int i = 0; i < 30; i++) {
            TinyImages.write(folder, "images/p" + i + ".png");
        }
        String rows = IntStream.range(0, 30).mapToObj(row).collect(Collectors.joining("\n"));
        return Corpora.read(
                "csv:" + TinyImages.text(folder, "labels.csv", header + rows + "\n"), options);
    }

    void requireTags(Corpus corpus) {
        requireTags(corpus, "p%d.png");
    }

    void requireTags(Corpus corpus, String id) {
        assertEquals(30, corpus.images().size());
        Map<String, List<String>> labels = CorpusAsserts.labels(corpus);
        for (int i = 0; i < 30; i++) {
            Object found =
                    labels.containsKey("p" + i) ? labels.get("p" + i) : labels.get(id.formatted(i));
            assertEquals(tags(i).stream().sorted().toList(), found);
        }
    }

    Corpus folders(CorpusOptions options, String... images) throws IOException {
        TinyImages.write(folder, images);
        return Corpora.read("folders:" + folder, options);
    }

    static String[] many(String pattern, int from, int to) {
        return IntStream.range(from, to).mapToObj(pattern::formatted).toArray(String[]::new);
    }

    static boolean says(Corpus corpus, String... parts) {
        return corpus.notes().stream()
                .anyMatch(note -> List.of(parts).stream().allMatch(note::contains));
    }

    static SplitCorpus split(Corpus corpus) {
        return SplitCorpus.read(corpus, 1, 1, done -> {});
    }

    static void requireTagsOfPaths(Corpus corpus) {
        assertEquals(30, corpus.images().size());
        assertEquals(Map.of("red", 10, "green", 10, "blue", 10, "even", 15), corpus.labelCounts());
    }
}
