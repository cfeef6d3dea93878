package org.tagzoo.app.predict;

import org.tagzoo.zoo.export.Tags;

/**
 * What came of one image: tags, or the reason why there are none.
 *
 * @param image its name
 * @param tags every label; null if it failed
 * @param error one line; null if it did not fail
 */
public record PredictedImage(String image, Tags tags, String error) {

    /** Returns whether there are no tags. */
    public boolean failed() {
        return error != null;
    }
}
