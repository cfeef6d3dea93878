package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirFlickrCorpusTest {

    @TempDir Path folder;

    @BeforeEach
    void aSmallCorpus() throws IOException {
        Files.createDirectory(folder.resolve("images"));
        Files.createDirectory(folder.resolve("annotations"));
        for (String name : List.of("im1.jpg", "im2.jpg", "im10.JPG")) {
            Files.writeString(folder.resolve("images").resolve(name), name);
        }
        tag("sea", "\ufeff2\r\n10\r\n\r\n");
        tag("dog", "10\n");
    }

    private void tag(String name, String lines) throws IOException {
        Files.writeString(folder.resolve("annotations").resolve(name + ".txt"), lines);
    }

    private Corpus read() {
        return MirFlickrCorpus.read("mirflickr:small", folder);
    }

    @Test
    void imagesInOrderOfTheirNumbersThoseWithoutTagsIncluded() {
        Corpus corpus = read();
        assertEquals(List.of("dog", "sea"), corpus.labels().names());
        assertEquals(List.of("im1", "im2", "im10"), DrawnCorpus.ids(corpus.images()));
        assertEquals(
                "[[], [1], [0, 1]]",
                corpus.images().stream().map(TaggedImage::labels).toList().toString());
        assertEquals(List.of(), corpus.notes());
    }

    @Test
    void saysWhatWasLeftOut() throws IOException {
        Files.writeString(folder.resolve("images").resolve("im02.png"), "again");
        Files.writeString(folder.resolve("images").resolve("holiday.jpg"), "other");
        tag("dog", "10\n77\n78\n");
        Corpus corpus = read();
        assertEquals(3, corpus.images().size());
        assertEquals(Map.of("named twice", 1, "named by no row", 1), corpus.leftOut());
        assertTrue(
                corpus.quarantine().stream()
                        .anyMatch(q -> q.reason().startsWith("it has the number of im")),
                corpus.quarantine().toString());
        assertEquals(1, corpus.notes().size());
        assertTrue(
                corpus.notes()
                        .get(0)
                        .endsWith("dog.txt: 2 of its numbers have no image, such as 77"));
    }

    @Test
    void namesFileAndLineOfWhatIsNoNumber() throws IOException {
        tag("dog", "10\n-2\n");
        String message = assertThrows(CorpusException.class, this::read).getMessage();
        assertTrue(
                message.endsWith("dog.txt:2: an image number is needed, one a line, not '-2'"),
                message);
    }

    @Test
    void saysWhichFolderIsMissing() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertTrue(error(empty).contains("has no folder"));
        assertTrue(error(folder.resolve("nowhere")).contains("is not there: no folder"));
        assertTrue(
                error(folder.resolve("images").resolve("im1.jpg"))
                        .contains("names a file where a folder is needed"));
        Files.createDirectory(empty.resolve("images"));
        Files.createDirectory(empty.resolve("annotations"));
        assertTrue(error(empty).contains("has no images: no im<number>.jpg"));
        Files.writeString(empty.resolve("images").resolve("im1.jpg"), "");
        assertTrue(error(empty).contains("has no labels: no <tag>.txt"));
    }

    private static String error(Path folder) {
        return assertThrows(
                        CorpusException.class, () -> MirFlickrCorpus.read("mirflickr:x", folder))
                .getMessage();
    }

    @Test
    void theRealOneHasAsManyPositivesAsItsFilesHaveLines() throws IOException {
        Path real = RealCorpora.require("mirflickr");
        Corpus corpus = MirFlickrCorpus.read("mirflickr:" + real, real);
        assertEquals(10_000, corpus.images().size());
        Map<String, Long> expected = new TreeMap<>();
        for (String tag : corpus.labels().names()) {
            Path file = real.resolve("annotations").resolve(tag + ".txt");
            expected.put(tag, Files.readAllLines(file).stream().filter(s -> !s.isBlank()).count());
        }
        Map<String, Long> positives =
                corpus.images().stream()
                        .flatMap(image -> image.labels().stream())
                        .collect(
                                Collectors.groupingBy(
                                        corpus.labels()::name,
                                        TreeMap::new,
                                        Collectors.counting()));
        assertEquals(14, positives.size());
        assertEquals(expected, positives);
    }
}
