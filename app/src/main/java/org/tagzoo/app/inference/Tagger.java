package org.tagzoo.app.inference;

import java.util.List;
import org.tagzoo.zoo.explain.Explanation;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.KnownImage;
import org.tagzoo.zoo.export.Tags;

/** A network that tags images, as a server uses it. Used by one thread at a time. */
public interface Tagger {

    /** Returns what an export says of the network: its name, task, labels and preprocessing. */
    ExportDescription description();

    /**
     * Tags images.
     *
     * @param images one or more, transformed
     * @return as many, in the same order
     * @throws Exception if the engine fails
     */
    List<Tags> tag(List<KnownImage> images) throws Exception;

    /**
     * Says where in an image each label is seen.
     *
     * @param image transformed
     * @param between run in this thread before each but the first of several passes through the
     *     network; it may use the network, and what it throws ends the work
     * @throws Exception if the engine fails
     */
    Explanation explain(KnownImage image, Runnable between) throws Exception;
}
