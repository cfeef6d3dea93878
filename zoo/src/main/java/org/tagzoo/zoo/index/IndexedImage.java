package org.tagzoo.zoo.index;

import org.tagzoo.datasets.check.Check;

/**
 * An image in an index.
 *
 * @param id its name in the corpus or folder
 * @param location where it was, for people and thumbnails
 */
public record IndexedImage(String id, String location) {

    public IndexedImage {
        Check.that(id != null, "id", "a text", "missing");
        Check.that(location != null, "location", "a text", "missing");
    }
}
