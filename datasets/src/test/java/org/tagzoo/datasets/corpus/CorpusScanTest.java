package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.image.ImageFile;
import org.tagzoo.datasets.label.LabelSet;

class CorpusScanTest {

    private static ScannedCorpus scan(Corpus corpus, int threads) {
        return CorpusScan.scan(corpus, threads, done -> {});
    }

    @Test
    void brokenFilesGoToTheQuarantineWithTheReason() {
        Corpus corpus =
                new DrawnCorpus()
                        .add("im1", 0)
                        .add("im10", DrawnCorpus.BROKEN, "im10", 1)
                        .add("im2", DrawnCorpus.BROKEN, "im2")
                        .add("im3", 1)
                        .of("cat", "dog");
        ScannedCorpus scanned = scan(corpus, 2);
        assertEquals(List.of("im1", "im3"), DrawnCorpus.ids(scanned.corpus().images()));
        assertEquals(
                List.of(
                        new QuarantinedImage(
                                "im2", "photos/im2.jpg", "the file is empty", "damaged"),
                        new QuarantinedImage(
                                "im10", "photos/im10.jpg", "the file is empty", "damaged")),
                scanned.corpus().quarantine());
        assertEquals(List.of("im1", "im3"), List.copyOf(scanned.contentHashes().keySet()));
        assertEquals(Sha256.of("content of im1"), scanned.contentHashes().get("im1"));
    }

    @Test
    void aMissingFileIsQuarantinedAndNotAnError() {
        Path missing = Path.of("no such folder", "im4.jpg");
        Corpus some = new DrawnCorpus().add("im1", 0).add("im2", 1).of("cat", "dog");
        List<TaggedImage> images = new ArrayList<>(some.images());
        images.add(new TaggedImage("im4", new ImageFile(missing), new TreeSet<>(), "im4"));
        Corpus corpus = new Corpus("some", some.labels(), images, List.of(), List.of());
        assertEquals(
                List.of(
                        new QuarantinedImage(
                                "im4", missing.toString(), "there is no such file", "not there")),
                scan(corpus, 1).corpus().quarantine());
    }

    @Test
    void groupsAndCopiesAreJoinedFromOneToTheNext() {
        Corpus corpus =
                new DrawnCorpus()
                        .add("a", "one", "g1", 0)
                        .add("b", "two", "g2", 1)
                        .add("c", "three", "g3", 0)
                        .add("d", "two", "g1", 1)
                        .add("e", "four", "g2", 0)
                        .add("f", "three", "g4", 1)
                        .of("cat", "dog");
        Corpus scanned = scan(corpus, 2).corpus();
        assertEquals(
                List.of("g1", "g1", "g3", "g1", "g1", "g3"),
                scanned.images().stream().map(TaggedImage::group).toList());
        assertEquals(
                List.of(
                        "copies of other images, which stay on their side of the split: 2; with"
                                + " other labels than the first copy: 1, which they keep; --same-image join makes one image with all labels of them"),
                scanned.notes());
    }

    @Test
    void threadsChangeNothing() {
        DrawnCorpus drawn = new DrawnCorpus();
        for (int i = 0; i < 200; i++) {
            String content = i % 7 == 0 ? DrawnCorpus.BROKEN : "content " + i % 50;
            drawn.add("im" + i, content, "group " + i / 3, i % 2);
        }
        Corpus corpus = drawn.of("cat", "dog");
        ScannedCorpus one = scan(corpus, 1);
        List<Integer> seen = new ArrayList<>();
        ScannedCorpus eight = CorpusScan.scan(corpus, 8, seen::add);
        assertEquals(one, eight);
        assertEquals(IntStream.rangeClosed(1, 200).boxed().toList(), seen);
    }

    @Test
    void theHashIsOfLabelsIdsAndContents() {
        // Written down, so that caches stay valid from version to version.
        assertEquals(
                "c0af0e7bdfa08de19c97a64dac1e4f2a7a98666519ff8a9ff77107a6a4867c70",
                hash(new DrawnCorpus().add("a", 0).add("b", 1)));
        String hash = hash(new DrawnCorpus().add("a", 0).add("b", 1));
        assertEquals(hash, hash(new DrawnCorpus().add("a", "content of a", "g", 0).add("b", 1)));
        assertNotEquals(hash, hash(new DrawnCorpus().add("a", 0).add("b", 0, 1)));
        assertNotEquals(hash, hash(new DrawnCorpus().add("a", 0).add("c", 1)));
        assertNotEquals(hash, hash(new DrawnCorpus().add("a", "other", "a", 0).add("b", 1)));
    }

    @Test
    void aCorpusMustHaveAnImageAndTwoLabelsLeft() {
        Corpus broken =
                new DrawnCorpus()
                        .add("a", DrawnCorpus.BROKEN, "a", 0)
                        .add("b", DrawnCorpus.BROKEN, "b", 1)
                        .of("cat", "dog");
        assertEquals(
                "The corpus 'drawn' has no image that can be decoded; the first, photos/a.jpg: the"
                        + " file is empty",
                assertThrows(CorpusException.class, () -> scan(broken, 1)).getMessage());
        Corpus one =
                new DrawnCorpus().add("a", 0).add("b", DrawnCorpus.BROKEN, "b", 1).of("cat", "dog");
        assertTrue(
                assertThrows(CorpusException.class, () -> scan(one, 1))
                        .getMessage()
                        .startsWith("The corpus 'drawn' has one label (cat)"));
        Corpus nothing =
                new Corpus("none", new LabelSet(List.of()), List.of(), List.of(), List.of());
        assertThrows(CorpusException.class, () -> scan(nothing, 1));
    }

    private static String hash(DrawnCorpus corpus) {
        return scan(corpus.of("cat", "dog"), 1).hash();
    }
}
