package org.tagzoo.app.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.SwappedPair;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoredImage;

/**
 * The test images on which a network was surest, and wrong, and those on which it took one label
 * for another. At most 12 + 12 + 4 x 6 images.
 *
 * @param labels their names
 * @param images of the test part
 * @param test their scores
 * @param decisions on them
 */
record ErrorGallery(
        LabelSet labels,
        List<ScoredImage> images,
        ScoreMatrix test,
        Decisions decisions,
        Thumbnails thumbnails) {

    /** How many false positives, and how many false negatives. */
    private static final int OF_A_KIND = 12;

    private static final int PAIRS = 4;
    private static final int OF_A_PAIR = 6;

    private record Wrong(int image, int label, float score) {}

    static ErrorGallery of(RowResults row, Decisions decisions, Thumbnails thumbnails) {
        return new ErrorGallery(
                row.scores().labels(),
                row.scores().images(Part.TEST),
                row.scores().matrix(Part.TEST),
                decisions,
                thumbnails);
    }

    /**
     * Returns the false positives with the highest scores, then the false negatives with the
     * lowest; of equal scores, the earlier image first.
     */
    List<RowDetails.ErrorExample> worst() throws IOException {
        List<RowDetails.ErrorExample> errors = new ArrayList<>();
        Comparator<Wrong> lowest = Comparator.comparing(Wrong::score);
        for (Wrong wrong : wrong(true, lowest.reversed())) {
            errors.add(describe(wrong, "false positive"));
        }
        for (Wrong wrong : wrong(false, lowest)) {
            errors.add(describe(wrong, "false negative"));
        }
        return errors;
    }

    private List<Wrong> wrong(boolean predicted, Comparator<Wrong> order) {
        return IntStream.range(0, test.images())
                .boxed()
                .flatMap(
                        n ->
                                IntStream.range(0, test.labels())
                                        .filter(
                                                l ->
                                                        decisions.predicted()[n][l] == predicted
                                                                && test.targets()[n][l]
                                                                        != predicted)
                                        .mapToObj(l -> new Wrong(n, l, test.scores()[n][l])))
                .sorted(order)
                .limit(OF_A_KIND)
                .toList();
    }

    /**
     * Returns the pairs of labels that are most often taken for one another, each with the images
     * where the wrong label's score is furthest above the true one's.
     */
    List<RowDetails.Swap> swaps() throws IOException {
        List<RowDetails.Swap> swaps = new ArrayList<>();
        for (SwappedPair pair : SwappedPair.most(decisions, PAIRS)) {
            int missed = pair.trueLabel();
            int wrong = pair.predictedLabel();
            List<Integer> worst =
                    pair.images().stream()
                            .sorted(
                                    Comparator.comparingDouble(
                                            n -> score(n, missed) - score(n, wrong)))
                            .limit(OF_A_PAIR)
                            .toList();
            List<RowDetails.SwapExample> examples = new ArrayList<>();
            for (int n : worst) {
                examples.add(
                        new RowDetails.SwapExample(image(n), score(n, missed), score(n, wrong)));
            }
            swaps.add(
                    new RowDetails.Swap(
                            labels.name(missed),
                            labels.name(wrong),
                            pair.images().size(),
                            examples));
        }
        return swaps;
    }

    private double score(int image, int label) {
        return test.scores()[image][label];
    }

    private RowDetails.ErrorExample describe(Wrong wrong, String kind) throws IOException {
        String label = labels.name(wrong.label());
        return new RowDetails.ErrorExample(image(wrong.image()), label, kind, wrong.score());
    }

    private RowDetails.GalleryImage image(int row) throws IOException {
        String id = images.get(row).id();
        return new RowDetails.GalleryImage(
                id, thumbnails.draw(id), truth(row), names(decisions.predicted()[row]));
    }

    private List<String> truth(int row) {
        List<String> truth = new ArrayList<>(names(test.targets()[row]));
        IntStream.range(0, labels.size())
                .filter(l -> Unknown.is(test.unknown(), row, l))
                .forEach(l -> truth.add(labels.name(l) + " unknown"));
        return truth;
    }

    private List<String> names(boolean[] has) {
        return IntStream.range(0, has.length).filter(l -> has[l]).mapToObj(labels::name).toList();
    }
}
