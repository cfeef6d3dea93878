package org.tagzoo.app.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.SwappedPair;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;

/**
 * The test images on which a network was surest, and wrong, and those on which it took one label
 * for another. At most 12 + 12 + 4 x 6 images.
 */
final class ErrorGallery {

    /** How many false positives, and how many false negatives. */
    private static final int OF_A_KIND = 12;

    private static final int PAIRS = 4;
    private static final int OF_A_PAIR = 6;

    private record Wrong(int image, int label, float score) {}

    private final LabelSet labels;
    private final List<ScoredImage> images;
    private final ScoreMatrix test;
    private final Decisions decisions;
    private final Thumbnails thumbnails;

    /**
     * @param decisions on the test part
     */
    ErrorGallery(ScoredCorpus scores, Decisions decisions, Thumbnails thumbnails) {
        this.labels = scores.labels();
        this.images = scores.images(Part.TEST);
        this.test = scores.matrix(Part.TEST);
        this.decisions = decisions;
        this.thumbnails = thumbnails;
    }

    /**
     * Returns the false positives with the highest scores, then the false negatives with the
     * lowest; of equal scores, the earlier image first.
     */
    List<RowDetails.ErrorExample> worst() throws IOException {
        List<Wrong> falsePositives = new ArrayList<>();
        List<Wrong> falseNegatives = new ArrayList<>();
        for (int n = 0; n < test.images(); n++) {
            for (int label = 0; label < test.labels(); label++) {
                boolean attached = decisions.predicted()[n][label];
                if (attached != test.targets()[n][label]) {
                    (attached ? falsePositives : falseNegatives)
                            .add(new Wrong(n, label, test.scores()[n][label]));
                }
            }
        }
        falsePositives.sort(Comparator.comparing(Wrong::score).reversed());
        falseNegatives.sort(Comparator.comparing(Wrong::score));
        List<RowDetails.ErrorExample> mistakes = new ArrayList<>();
        for (Wrong wrong : head(falsePositives, OF_A_KIND)) {
            mistakes.add(describe(wrong, "false positive"));
        }
        for (Wrong wrong : head(falseNegatives, OF_A_KIND)) {
            mistakes.add(describe(wrong, "false negative"));
        }
        return mistakes;
    }

    /**
     * Returns the pairs of labels that are most often taken for one another, each with the images
     * where the wrong label's score is furthest above the true one's.
     */
    List<RowDetails.Swap> swaps() throws IOException {
        List<RowDetails.Swap> swaps = new ArrayList<>();
        for (SwappedPair pair : SwappedPair.most(decisions, PAIRS)) {
            List<Integer> rows = new ArrayList<>(pair.images());
            rows.sort(
                    Comparator.comparingDouble(
                            n -> score(n, pair.trueLabel()) - score(n, pair.attachedLabel())));
            List<RowDetails.SwapExample> examples = new ArrayList<>();
            for (int n : head(rows, OF_A_PAIR)) {
                examples.add(
                        new RowDetails.SwapExample(
                                image(n),
                                score(n, pair.trueLabel()),
                                score(n, pair.attachedLabel())));
            }
            swaps.add(
                    new RowDetails.Swap(
                            labels.name(pair.trueLabel()),
                            labels.name(pair.attachedLabel()),
                            pair.images().size(),
                            examples));
        }
        return swaps;
    }

    private double score(int image, int label) {
        return test.scores()[image][label];
    }

    private static <T> List<T> head(List<T> all, int most) {
        return all.subList(0, Math.min(most, all.size()));
    }

    private RowDetails.ErrorExample describe(Wrong wrong, String kind) throws IOException {
        String label = labels.name(wrong.label());
        return new RowDetails.ErrorExample(image(wrong.image()), label, kind, wrong.score());
    }

    private RowDetails.GalleryImage image(int row) throws IOException {
        String id = images.get(row).id();
        return new RowDetails.GalleryImage(
                id,
                thumbnails.draw(id),
                names(test.targets()[row]),
                names(decisions.predicted()[row]));
    }

    private List<String> names(boolean[] has) {
        return IntStream.range(0, has.length).filter(l -> has[l]).mapToObj(labels::name).toList();
    }
}
