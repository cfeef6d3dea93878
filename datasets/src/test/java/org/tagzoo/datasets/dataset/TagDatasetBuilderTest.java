package org.tagzoo.datasets.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** What can't be built, and why, in one line. */
class TagDatasetBuilderTest {

    private static void assertRefused(String message, TagDatasetBuilder builder) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, builder::build).getMessage());
    }

    @Test
    void aCorpusAndItsSamplingAreNeeded() {
        assertRefused(
                "A dataset needs a corpus: call setCorpus(corpus)",
                TagDataset.builder().setSampling(8, true));
        assertRefused(
                "A dataset needs setSampling(batchSize, random)",
                TagDataset.builder().setCorpus(NoiseCorpus.TAGS));
    }

    @Test
    void numbersHaveARange() {
        assertRefused(
                "The batch size must be at least 1; got 0",
                NoiseCorpus.builder().setSampling(0, true));
        assertRefused(
                "The image size must be at least 1; got -3",
                NoiseCorpus.builder().optImageSize(-3));
        assertRefused(
                "The number of threads must be at least 1; got 0",
                NoiseCorpus.builder().optThreads(0));
        assertRefused(
                "The limit of images must be at least 1; got 0", NoiseCorpus.builder().optLimit(0));
        assertRefused(
                "The number of batches to prefetch must be at least 0; got -1",
                NoiseCorpus.builder().optPrefetchNumber(-1));
    }

    @Test
    void classIndicesNeedOneLabelAnImage() {
        assertRefused(
                "Class indices need one label an image, but 'im0' has 0 []: use"
                        + " TargetForm.MULTI_HOT",
                NoiseCorpus.builder().optTargetForm(TargetForm.CLASS_INDEX));
    }
}
