package org.tagzoo.app.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.Thresholds;

/** The test images on which a network was surest, and wrong. */
final class WorstMistakes {

    /** How many of each kind. */
    private static final int OF_A_KIND = 12;

    private static final int THUMBNAIL_SIZE = 128;

    private record Wrong(int image, int label, float score) {}

    private final PreparedCorpus corpus;
    private final ScoreMatrix test;
    private final Thresholds thresholds;

    private WorstMistakes(PreparedCorpus corpus, ScoreMatrix test, Thresholds thresholds) {
        this.corpus = corpus;
        this.test = test;
        this.thresholds = thresholds;
    }

    /**
     * Returns the false positives with the highest scores, then the false negatives with the
     * lowest.
     */
    static List<RowDetails.Mistake> find(
            PreparedCorpus corpus, ScoreMatrix test, Thresholds thresholds) throws IOException {
        return new WorstMistakes(corpus, test, thresholds).find();
    }

    private List<RowDetails.Mistake> find() throws IOException {
        List<Wrong> falsePositives = new ArrayList<>();
        List<Wrong> falseNegatives = new ArrayList<>();
        for (int n = 0; n < test.images(); n++) {
            for (int label = 0; label < test.labels(); label++) {
                float score = test.scores()[n][label];
                boolean attached = thresholds.attaches(label, score);
                if (attached != test.targets()[n][label]) {
                    (attached ? falsePositives : falseNegatives).add(new Wrong(n, label, score));
                }
            }
        }
        falsePositives.sort(Comparator.comparing(Wrong::score).reversed());
        falseNegatives.sort(Comparator.comparing(Wrong::score));
        List<RowDetails.Mistake> mistakes = new ArrayList<>();
        for (Wrong wrong : head(falsePositives)) {
            mistakes.add(describe(wrong, "false positive"));
        }
        for (Wrong wrong : head(falseNegatives)) {
            mistakes.add(describe(wrong, "false negative"));
        }
        return mistakes;
    }

    private static List<Wrong> head(List<Wrong> all) {
        return all.subList(0, Math.min(OF_A_KIND, all.size()));
    }

    private RowDetails.Mistake describe(Wrong wrong, String kind) throws IOException {
        TaggedImage image = corpus.image(Part.TEST, wrong.image());
        float[] scores = test.scores()[wrong.image()];
        return new RowDetails.Mistake(
                image.id(),
                Thumbnail.of(image.source().draw(THUMBNAIL_SIZE)),
                corpus.labels().name(wrong.label()),
                kind,
                wrong.score(),
                names(test.targets()[wrong.image()]),
                names(attached(scores)));
    }

    private boolean[] attached(float[] scores) {
        boolean[] attached = new boolean[scores.length];
        for (int label = 0; label < scores.length; label++) {
            attached[label] = thresholds.attaches(label, scores[label]);
        }
        return attached;
    }

    private List<String> names(boolean[] has) {
        LabelSet labels = corpus.labels();
        return IntStream.range(0, has.length).filter(l -> has[l]).mapToObj(labels::name).toList();
    }
}
