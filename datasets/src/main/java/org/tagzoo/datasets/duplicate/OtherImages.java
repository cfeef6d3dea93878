package org.tagzoo.datasets.duplicate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.corpus.UnlabelledImages;

/**
 * Images without labels that a corpus does not show.
 *
 * @param images without those that the corpus shows
 * @param corpusHash {@link ScannedCorpus#hash} of the corpus
 */
public record OtherImages(UnlabelledImages images, String corpusHash) {

    /** Returns no images. */
    public static OtherImages none(ScannedCorpus corpus) {
        return new OtherImages(UnlabelledImages.NONE, corpus.hash());
    }

    /**
     * Returns those whose files are not in the corpus, in whatever part, and that are no
     * {@linkplain NearDuplicates near-duplicates} of an image in it; each file once.
     *
     * @throws CorpusException if there are none
     */
    public static OtherImages of(UnlabelledImages all, ScannedCorpus corpus) {
        Set<String> seen = new HashSet<>(corpus.contents());
        NearDuplicates known = new NearDuplicates();
        corpus.corpus().images().forEach(i -> known.add(corpus.facts().get(i.id()).look()));
        List<TaggedImage> others = new ArrayList<>();
        List<String> contents = new ArrayList<>();
        for (int i = 0; i < all.images().size(); i++) {
            TaggedImage image = all.images().get(i);
            if (seen.add(all.contents().get(i))
                    && known.like(image.facts().orElseThrow().look()).isEmpty()) {
                others.add(image);
                contents.add(all.contents().get(i));
            }
        }
        if (others.isEmpty()) {
            throw new CorpusException(
                    "All %d unlabelled images are in the corpus %s too, or much like one there: give a folder with others",
                    all.images().size(), corpus.corpus().name());
        }
        return new OtherImages(
                new UnlabelledImages(others, contents, all.quarantine()), corpus.hash());
    }
}
