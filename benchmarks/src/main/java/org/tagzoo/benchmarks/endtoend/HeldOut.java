package org.tagzoo.benchmarks.endtoend;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;

/** The images that a row was not trained on: validation, then test. */
final class HeldOut {

    private HeldOut() {}

    static List<ScoredImage> images(ScoredCorpus scores) {
        return Stream.of(Part.VALIDATION, Part.TEST)
                .flatMap(part -> scores.images(part).stream())
                .toList();
    }

    static int[] alone(ScoreMatrix scores) {
        return IntStream.range(0, scores.images()).toArray();
    }

    static ScoreMatrix matrix(List<ScoredImage> images) {
        return new ScoreMatrix(
                images.stream().map(ScoredImage::scores).toArray(float[][]::new),
                images.stream().map(ScoredImage::targets).toArray(boolean[][]::new));
    }
}
