package org.tagzoo.datasets.split;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.corpus.TaggedImage;

/**
 * The parts that a corpus came with. A part that it lacks is cut from train, stratified by the
 * seed: a quarter of train for validation or test, and 60/20/20 where it has train alone. A corpus
 * without parts, or without train, is split anew.
 */
final class ReadyParts {

    private final List<TaggedImage> images;
    private final long seed;
    private final Map<Part, List<TaggedImage>> ready = new HashMap<>();

    /**
     * @param images of the whole corpus, groups within one part each
     */
    ReadyParts(List<TaggedImage> images, long seed) {
        this.images = images;
        this.seed = seed;
        for (Part part : Part.values()) {
            ready.put(part, new ArrayList<>());
        }
        for (TaggedImage image : images) {
            image.part().ifPresent(name -> ready.get(Part.of(name)).add(image));
        }
    }

    /**
     * Returns the split.
     *
     * @param notes told what was kept and what was cut
     * @throws org.tagzoo.datasets.corpus.CorpusException if a part would have no image
     */
    Split split(List<String> notes) {
        StratifiedSplitter.Builder splitter = StratifiedSplitter.builder().setSeed(seed);
        boolean hasValidation = !ready.get(Part.VALIDATION).isEmpty();
        boolean hasTest = !ready.get(Part.TEST).isEmpty();
        if (ready.get(Part.TRAIN).isEmpty()) {
            if (hasValidation || hasTest) {
                notes.add(
                        "parts: the corpus has no train of its own; all images are split anew, 60/20/20");
            }
            return splitter.build().split(images);
        }
        if (hasValidation && hasTest) {
            notes.add("parts: train, validation and test are the corpus's own" + ANEW);
            return with(new Split(Map.of()));
        }
        if (!hasValidation && !hasTest) {
            notes.add(
                    "parts: the corpus has no validation and no test with labels, so its train is split 60/20/20");
            return splitter.build().split(ready.get(Part.TRAIN));
        }
        Part missing = hasTest ? Part.VALIDATION : Part.TEST;
        Part kept = hasTest ? Part.TEST : Part.VALIDATION;
        Split cut = splitter.cut(missing, 0.25).build().split(ready.get(Part.TRAIN));
        notes.add(
                "parts: train and %s are the corpus's own; it has no %s with labels, so %d of its %d train images are that%s"
                        .formatted(
                                kept.label(),
                                missing.label(),
                                cut.count(missing),
                                ready.get(Part.TRAIN).size(),
                                ANEW));
        return with(cut);
    }

    private static final String ANEW = " (--split anew mixes them)";

    private Split with(Split cut) {
        Map<String, Part> parts = new LinkedHashMap<>();
        for (TaggedImage image : images) {
            Part own = Part.of(image.part().orElse(Part.TRAIN.label()));
            parts.put(image.id(), cut.parts().getOrDefault(image.id(), own));
        }
        return new Split(parts);
    }
}
