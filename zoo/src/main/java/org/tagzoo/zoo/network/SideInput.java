package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Map;

/**
 * What a network takes of an image besides its pixels: an input of vectors {@code [N, width]} in
 * float32, made of the image's fields. In training, scoring and exports alike, fields are texts by
 * name, such as {@code domain} or the name of a column.
 */
public interface SideInput {

    /** Returns the name of the network's input. */
    String name();

    /** Returns how many numbers it takes of an image, at least 1. */
    int width();

    /** Returns the names of the fields that it reads. */
    List<String> fields();

    /**
     * Returns an image's numbers, {@code [width]}.
     *
     * @param fields of the image; those of other names are passed over
     * @throws IllegalArgumentException if a field can't be used; one line
     */
    float[] vector(Map<String, String> fields);

    /**
     * Checks fields that a person gives of an image that is to be tagged.
     *
     * @throws IllegalArgumentException if one can't be used; one line
     */
    default void require(Map<String, String> fields) {
        vector(fields);
    }
}
