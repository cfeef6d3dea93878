package org.tagzoo.datasets.split;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.corpus.TaggedImage;

/**
 * The parts that a corpus came with. A part that it lacks is cut from train, stratified by the
 * seed, in the proportion that it has to train of the fractions, such as a quarter of 60/20/20. A
 * corpus without parts, or without train, is split anew.
 */
final class ReadyParts {

    private final List<TaggedImage> images;
    private final long seed;
    private final List<Double> fractions;
    private final boolean heldOut;
    private final Map<Part, List<TaggedImage>> ready = new HashMap<>();

    /**
     * @param images of the whole corpus, groups within one part each
     * @param options the fractions, and whether test is what the user held out
     */
    ReadyParts(List<TaggedImage> images, long seed, CorpusOptions options) {
        this.images = images;
        this.seed = seed;
        List<Double> asked = options.fractions();
        fractions = asked.isEmpty() ? List.of(0.6, 0.2, 0.2) : asked;
        heldOut = options.holdOut().isPresent();
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
        StratifiedSplitter.Builder splitter =
                StratifiedSplitter.builder()
                        .setSeed(seed)
                        .optFractions(fractions.get(0), fractions.get(1), fractions.get(2));
        boolean hasValidation = !ready.get(Part.VALIDATION).isEmpty();
        boolean hasTest = !ready.get(Part.TEST).isEmpty();
        if (ready.get(Part.TRAIN).isEmpty()) {
            if (hasValidation || hasTest) {
                notes.add(
                        "parts: the corpus has no train of its own; all images are split anew, "
                                + percents());
            }
            return splitter.build().split(images);
        }
        if (hasValidation && hasTest) {
            notes.add("parts: train, validation and test are the corpus's own" + ANEW);
            return with(new Split(Map.of()));
        }
        if (!hasValidation && !hasTest) {
            notes.add(
                    "parts: the corpus has no validation and no test with labels, so its train is split "
                            + percents());
            return splitter.build().split(ready.get(Part.TRAIN));
        }
        Part missing = hasTest ? Part.VALIDATION : Part.TEST;
        Part kept = hasTest ? Part.TEST : Part.VALIDATION;
        double share = fractions.get(missing == Part.VALIDATION ? 1 : 2);
        share /= fractions.get(0) + share;
        Split cut = splitter.cut(missing, share).build().split(ready.get(Part.TRAIN));
        int all = ready.get(Part.TRAIN).size();
        notes.add(
                heldOut
                        ? "parts: test is what is held out; of the other %d images %d are validation, the rest train"
                                .formatted(all, cut.count(missing))
                        : "parts: train and %s are the corpus's own; it has no %s with labels, so %d of its %d train images are that%s"
                                .formatted(
                                        kept.label(),
                                        missing.label(),
                                        cut.count(missing),
                                        all,
                                        ANEW));
        return with(cut);
    }

    private String percents() {
        return fractions.stream()
                .map(fraction -> String.valueOf(Math.round(100 * fraction)))
                .collect(Collectors.joining("/"));
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
