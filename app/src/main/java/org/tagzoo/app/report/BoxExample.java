package org.tagzoo.app.report;

import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.score.ScoredBox;

/**
 * A test image with its true and its predicted box.
 *
 * @param id its name in the corpus
 * @param pixels what the network gets of it, as a {@code data:} address; {@code null} for none
 * @param size of that, in whose pixels the boxes are
 * @param trueClass of its object
 * @param predictedClass by the network
 */
public record BoxExample(
        String id,
        String pixels,
        ImageSize size,
        ScoredBox box,
        String trueClass,
        String predictedClass) {}
