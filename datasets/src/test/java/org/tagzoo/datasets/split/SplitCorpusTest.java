package org.tagzoo.datasets.split;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.corpus.DrawnCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;

class SplitCorpusTest {

    private static Corpus corpus() {
        DrawnCorpus drawn = new DrawnCorpus();
        for (int i = 0; i < 30; i++) {
            drawn.add("im" + i, i % 3 == 0 ? new Integer[] {0, 1} : new Integer[] {i % 3 - 1});
        }
        drawn.add("im30", DrawnCorpus.BROKEN, "im30", 0);
        return drawn.of("cat", "dog");
    }

    @Test
    void theSplitIsTheSplittersOfTheImagesThatCanBeDecoded() {
        List<Integer> told = new ArrayList<>();
        SplitCorpus split = SplitCorpus.read(corpus(), 7, 2, told::add);
        assertEquals(31, told.get(told.size() - 1));
        assertEquals(30, split.images().size());
        assertEquals("im30", split.scanned().corpus().quarantine().get(0).id());
        assertEquals(
                StratifiedSplitter.builder().setSeed(7).build().split(split.images()),
                split.split());
    }

    /** Of the same split, under the hash of all images. */
    @Test
    void testImagesAreLeftOut() {
        SplitCorpus whole = SplitCorpus.read(corpus(), 7, 1, done -> {});
        CorpusOptions options = CorpusOptions.DEFAULT.withWithoutTest(true);
        SplitCorpus rest = SplitCorpus.read(corpus(), options, 7, 1, done -> {});
        List<TaggedImage> kept =
                whole.images().stream()
                        .filter(image -> whole.split().partOf(image.id()) != Part.TEST)
                        .toList();
        assertEquals(kept, rest.images());
        assertEquals(0, rest.split().count(Part.TEST));
        assertEquals(whole.images(Part.VALIDATION), rest.images(Part.VALIDATION));
        assertEquals(whole.scanned().hash(), rest.scanned().hash());
        String note = "test: its %d images are left out".formatted(30 - kept.size());
        assertTrue(rest.scanned().corpus().notes().contains(note));
        assertEquals(kept.size(), rest.scanned().contents().size());
    }

    @Test
    void rowsAndTargetsAreThoseOfEachPartsImages() {
        SplitCorpus split = SplitCorpus.read(corpus(), 7, 1, done -> {});
        assertEquals(
                30, Stream.of(Part.values()).mapToInt(part -> split.rows().get(part).length).sum());
        for (Part part : Part.values()) {
            List<TaggedImage> images = split.images(part);
            assertEquals(images.size(), split.targets().get(part).length);
            for (int n = 0; n < images.size(); n++) {
                TaggedImage image = split.image(part, n);
                assertEquals(images.get(n), image);
                assertEquals(part, split.split().partOf(image.id()));
                boolean[] truth = {image.labels().contains(0), image.labels().contains(1)};
                assertArrayEquals(truth, split.targets().get(part)[n]);
            }
        }
    }
}
