package org.tagzoo.app.inference;

import java.util.List;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.explain.Explanation;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.task.Task;

/** A network that tags pictures, as a server uses it. Used by one thread at a time. */
public interface Tagger {

    /** Returns what the network is called, for people. */
    String name();

    /** Returns how many labels a picture gets scores of. */
    int labels();

    /** Returns what it predicts. */
    Task task();

    /** Returns what is done to pictures before the network. */
    EvaluationTransform transform();

    /**
     * Tags pictures.
     *
     * @param pictures one or more, transformed
     * @return as many, in the same order
     * @throws Exception if the engine fails
     */
    List<Tags> tag(List<RgbImage> pictures) throws Exception;

    /**
     * Says where in a picture each label is seen.
     *
     * @param picture transformed
     * @param between run in this thread before each but the first of several passes through the
     *     network; it may use the network, and what it throws ends the work
     * @throws Exception if the engine fails
     */
    Explanation explain(RgbImage picture, Runnable between) throws Exception;
}
