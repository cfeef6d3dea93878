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
                "batchSize must be 1 or more, but is 0",
                NoiseCorpus.builder().setSampling(0, true));
        assertRefused(
                "imageSize must be 1 or more, but is -3", NoiseCorpus.builder().optImageSize(-3));
        assertRefused("threads must be 1 or more, but is 0", NoiseCorpus.builder().optThreads(0));
        assertRefused("limit must be 1 or more, but is 0", NoiseCorpus.builder().optLimit(0));
        assertRefused(
                "prefetchNumber must be 0 or more, but is -1",
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
