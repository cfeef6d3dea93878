package org.tagzoo.app.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.report.BoxExample;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoredImage;

/** Test images that have an object, from the worst predicted box to the best in even steps. */
final class BoxGallery {

    private static final int MOST = 20;

    private BoxGallery() {}

    /**
     * Draws them as the network gets them.
     *
     * @param decisions on the test part
     */
    static List<BoxExample> of(
            RowResults row, Decisions decisions, RowNetwork network, Thumbnails thumbnails)
            throws IOException {
        LabelSet labels = row.scores().labels();
        List<ScoredImage> images = row.scores().images(Part.TEST);
        List<Integer> objects =
                IntStream.range(0, images.size())
                        .filter(n -> images.get(n).box().isPresent())
                        .filter(n -> !images.get(n).box().get().truth().isEmpty())
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble(
                                        n -> images.get(n).box().orElseThrow().overlap()))
                        .toList();
        EvaluationTransform transform =
                EvaluationTransform.of(network.imageSize(), network.resize(), network.decoding());
        List<BoxExample> examples = new ArrayList<>();
        int count = Math.min(MOST, objects.size());
        for (int i = 0; i < count; i++) {
            int n = objects.get(count == 1 ? 0 : i * (objects.size() - 1) / (count - 1));
            ScoredImage image = images.get(n);
            examples.add(
                    new BoxExample(
                            image.id(),
                            thumbnails.draw(image.id(), transform),
                            network.imageSize(),
                            image.box().orElseThrow(),
                            labels.name(ArrayUtils.indexOf(image.targets(), true)),
                            labels.name(ArrayUtils.indexOf(decisions.predicted()[n], true))));
        }
        return examples;
    }
}
