package org.tagzoo.zoo.task;

import ai.djl.training.loss.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.tagzoo.datasets.image.PixelBox;
import org.tagzoo.zoo.loss.ClassAndBoxLoss;
import org.tagzoo.zoo.loss.ExampleLoss;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.score.ScoredBox;

/**
 * The class of an image's largest object, as {@link Classes}, and where it is: a second output of
 * the network, height, width, x and y of its upper left corner in pixels of the network's input,
 * all zeros where there is no object. Outputs of an image are its logits and then these four.
 */
public final class ClassAndBox extends Classes {

    private static final List<Computed> METRICS_WITH_BOX =
            Stream.concat(
                            Stream.of(
                                    METRICS.get(0),
                                    new Computed(
                                            Metric.MEAN_IOU,
                                            true,
                                            p -> ScoredBox.meanOverlap(p.scores().boxes()))),
                            METRICS.stream().skip(1))
                    .toList();

    private static final List<String> NOTES_WITH_BOX =
            Stream.concat(
                            NOTES.stream(),
                            Stream.of(
                                    "Mean IoU is over the test images that have a box: the area"
                                            + " that true and predicted box share, over the area of"
                                            + " both."))
                    .toList();

    /** The task. */
    public static final Task INSTANCE = new ClassAndBox();

    private ClassAndBox() {
        super("class-and-box", METRICS_WITH_BOX, NOTES_WITH_BOX);
    }

    @Override
    public Task ofLabels() {
        return Classes.INSTANCE;
    }

    @Override
    public int outputsBeside() {
        return PixelBox.SIDES;
    }

    @Override
    public List<Metric> epochMetricsBeside() {
        return List.of(Metric.CLASS_LOSS, Metric.BOX_LOSS, Metric.MEAN_IOU);
    }

    @Override
    public Loss whole(Loss ofLabels) {
        return ofLabels instanceof ExampleLoss loss
                ? new ClassAndBoxLoss(loss, ClassAndBoxLoss.USUAL_WEIGHT)
                : ofLabels;
    }

    @Override
    public float[] scores(float[] outputs) {
        return super.scores(Arrays.copyOf(outputs, outputs.length - PixelBox.SIDES));
    }

    /** Returns where a network puts an object, in pixels of its input. */
    public static PixelBox box(float[] outputs) {
        int length = outputs.length;
        return PixelBox.of(Arrays.copyOfRange(outputs, length - PixelBox.SIDES, length));
    }
}
