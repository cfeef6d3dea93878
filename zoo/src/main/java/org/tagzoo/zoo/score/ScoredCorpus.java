package org.tagzoo.zoo.score;

import java.util.List;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.datasets.split.Part;

/**
 * The scores of one network on a whole corpus.
 *
 * @param labels the names of the scores, in order
 * @param images an entry an image, each with as many scores as there are labels
 */
public record ScoredCorpus(LabelSet labels, List<ScoredImage> images) {

    public ScoredCorpus {
        images = List.copyOf(images);
    }

    /** Returns the images of one part, in the order they stand in. */
    public List<ScoredImage> images(Part part) {
        return images.stream().filter(image -> image.part() == part).toList();
    }

    /** Returns the scores and targets of one part, rows as in {@link #images(Part)}; not copied. */
    public ScoreMatrix matrix(Part part) {
        List<ScoredImage> rows = images(part);
        return new ScoreMatrix(
                rows.stream().map(ScoredImage::scores).toArray(float[][]::new),
                rows.stream().map(ScoredImage::targets).toArray(boolean[][]::new),
                Unknown.of(rows.stream().map(ScoredImage::unknown).toList()),
                rows.stream().flatMap(image -> image.box().stream()).toList());
    }
}
