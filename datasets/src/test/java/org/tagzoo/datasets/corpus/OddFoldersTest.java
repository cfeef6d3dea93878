package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders with names that are easily misread. */
class OddFoldersTest {

    @TempDir Path folder;

    private void write(String pattern) throws IOException {
        for (String name : List.of("cat", "dog")) {
            for (int i = 0; i < 3; i++) {
                TinyImages.write(folder, pattern.formatted(name, i));
            }
        }
    }

    private Corpus read() {
        return Corpora.read("folders:" + folder, CorpusOptions.DEFAULT);
    }

    private static Map<Optional<String>, Long> parts(Corpus corpus) {
        return corpus.images().stream()
                .collect(Collectors.groupingBy(TaggedImage::part, Collectors.counting()));
    }

    @ParameterizedTest
    @CsvSource({"train,eval", "TRN,TST", "trainval,test", "training_set,hold_out"})
    void otherWordsForParts(String train, String test) throws IOException {
        write(train + "/%s/a%d.png");
        write(test + "/%s/b%d.png");
        Corpus corpus = read();
        assertEquals(Map.of("cat", 6, "dog", 6), corpus.labelCounts());
        assertEquals(Map.of(Optional.of("train"), 6L, Optional.of("test"), 6L), parts(corpus));
    }

    @Test
    void classesInOtherCaseAreKeptAndSaid() throws IOException {
        write("train/%s/a%d.png");
        TinyImages.write(folder, "val/Cat/1.png", "val/Dog/2.png");
        Corpus corpus = read();
        assertEquals(Map.of("cat", 3, "dog", 3, "Cat", 1, "Dog", 1), corpus.labelCounts());
        assertTrue(corpus.notes().stream().anyMatch(note -> note.contains("'Cat' 1 and 'cat' 3")));
    }

    @Test
    void namesThatLookAlikeAreSaid() throws IOException {
        TinyImages.write(
                folder,
                "caf\u00e9/1.png",
                "cafe\u0301/2.png",
                "red  wine /3.png",
                "red wine/4.png");
        assertTrue(
                read().notes().stream()
                        .anyMatch(
                                note ->
                                        note.contains("'caf\u00e9' 1")
                                                && note.contains("'cafe\u0301' 1")
                                                && note.contains("'red  wine ' 1")));
    }

    @ParameterizedTest
    @CsvSource({"images/train2017,labels/train2017", "Train/images,Train/labels"})
    void partsOfYolo(String images, String labels) throws IOException {
        TinyImages.text(folder, "data.yaml", "names: [cat, dog]\n");
        for (String part : List.of("rain", "est")) {
            for (int i = 0; i < 2; i++) {
                String name = part + i;
                TinyImages.write(folder, part(images, part) + "/" + name + ".png");
                TinyImages.text(
                        folder, part(labels, part) + "/" + name + ".txt", i + " .5 .5 .1 .1\n");
            }
        }
        Corpus corpus = Corpora.read("yolo:" + folder, CorpusOptions.DEFAULT);
        assertEquals(Map.of(Optional.of("train"), 2L, Optional.of("test"), 2L), parts(corpus));
    }

    /** {@code train2017} and {@code test2017}, or {@code Train} and {@code Test}. */
    private static String part(String path, String end) {
        return path.replace("rain", end);
    }

    @Test
    void foldersWithoutImagesAreSaid() throws IOException {
        write("%s/a%d.png");
        TinyImages.text(folder, "emu/readme.txt", "x");
        Files.createDirectories(folder.resolve("fox"));
        assertTrue(
                read().notes().contains("folders without an image are no classes: emu, fox"),
                read().notes()::toString);
    }
}
