package org.tagzoo.app.cli;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.score.ScoresFile;

/** Holds the scores of an export against those of the row that it was made of. */
final class ScoresOfExport {

    /** Images that go through the network at once, of any mix of sizes. */
    private static final int BATCH = 16;

    /**
     * What the comparison gave.
     *
     * @param images how many were compared
     * @param largest difference of two scores of one label of one image
     * @param otherTags images that were given other labels than the threshold of the table gives
     */
    record Difference(int images, double largest, int otherTags) {}

    private ScoresOfExport() {}

    /**
     * Compares all images of {@code scores.csv}, loaded as any DJL program would.
     *
     * @param files the file of an id
     * @param threshold that the export has for all labels
     */
    static Difference from(Path export, Path scores, Function<String, Path> files, double threshold)
            throws Exception {
        ScoredCorpus expected = ScoresFile.read(scores);
        Criteria<Path, Tags> criteria =
                Criteria.builder().setTypes(Path.class, Tags.class).optModelPath(export).build();
        double largest = 0;
        int otherTags = 0;
        try (ZooModel<Path, Tags> model = criteria.loadModel();
                Predictor<Path, Tags> predictor = model.newPredictor()) {
            List<ScoredImage> images = expected.images();
            for (int first = 0; first < images.size(); first += BATCH) {
                List<ScoredImage> some =
                        images.subList(first, Math.min(first + BATCH, images.size()));
                List<Path> paths = some.stream().map(image -> files.apply(image.id())).toList();
                List<Tags> tags = new ArrayList<>(predictor.batchPredict(paths));
                tags.set(0, predictor.predict(paths.get(0)));
                for (int n = 0; n < some.size(); n++) {
                    double difference = difference(expected.labels(), some.get(n), tags.get(n));
                    largest = Math.max(largest, difference);
                    otherTags +=
                            isTagged(expected.labels(), some.get(n), tags.get(n), threshold)
                                    ? 0
                                    : 1;
                }
            }
            return new Difference(images.size(), largest, otherTags);
        }
    }

    private static double difference(LabelSet labels, ScoredImage image, Tags tags) {
        double largest = 0;
        for (int l = 0; l < labels.size(); l++) {
            double score = tags.get(labels.name(l)).orElseThrow().score();
            largest = Math.max(largest, Math.abs(score - image.scores()[l]));
        }
        return largest;
    }

    private static boolean isTagged(
            LabelSet labels, ScoredImage image, Tags tags, double threshold) {
        for (int l = 0; l < labels.size(); l++) {
            boolean expected = image.scores()[l] >= (float) threshold;
            if (tags.get(labels.name(l)).orElseThrow().predicted() != expected) {
                return false;
            }
        }
        return true;
    }
}
