package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class RareLabelsTest {

    private final Corpus corpus =
            new DrawnCorpus()
                    .add("1", 0, 1, 2)
                    .add("2", 2, 3)
                    .add("3", 1, 2)
                    .add("4", 3)
                    .of("ape", "bee", "cow", "dog");

    @Test
    void dropsLabelsBelowTheMinimumAndKeepsAllImages() {
        Corpus left = RareLabels.drop(corpus, 2);
        assertEquals(List.of("bee", "cow", "dog"), left.labels().names());
        assertEquals(
                "[[0, 1], [1, 2], [0, 1], [2]]",
                left.images().stream().map(TaggedImage::labels).toList().toString());
        assertEquals(List.of("dropped for having fewer than 2 images: ape (1)"), left.notes());
        assertSame(corpus, RareLabels.drop(corpus, 1));
    }

    @Test
    void twoLabelsMustBeLeft() {
        assertEquals(
                "The corpus 'drawn' has one label (cow) on at least 3 of its 4 images, and at least two labels are needed; lower --min-support, or add images; with fewer than 3: ape (1), bee (2), dog (2)",
                assertThrows(CorpusException.class, () -> RareLabels.drop(corpus, 3)).getMessage());
        assertThrows(CorpusException.class, () -> RareLabels.drop(corpus, 4));
    }
}
