package org.tagzoo.datasets.split;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.corpus.TaggedImage;

/**
 * Which part each image of a corpus belongs to. Two splits are equal if they put the same images
 * into the same parts, in whatever order.
 *
 * @param parts the part of each image, by the image's id, in the order of the corpus
 */
public record Split(Map<String, Part> parts) {

    public Split {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /**
     * Returns the part of an image.
     *
     * @throws IllegalArgumentException if the split has no such image
     */
    public Part partOf(String id) {
        Part part = parts.get(id);
        if (part == null) {
            throw new IllegalArgumentException("The split has no image '" + id + "'");
        }
        return part;
    }

    /** Returns how many images a part has. */
    public int count(Part part) {
        return Collections.frequency(parts.values(), part);
    }

    /**
     * Returns the images of a part, in the order they come in.
     *
     * @param images the images of the corpus, or some of them
     * @throws IllegalArgumentException if the split lacks one of them
     */
    public List<TaggedImage> images(Collection<TaggedImage> images, Part part) {
        return images.stream().filter(image -> partOf(image.id()) == part).toList();
    }

    /** Returns the sizes as messages have them: {@code train 600, validation 200, test 200}. */
    @Override
    public String toString() {
        StringBuilder sizes = new StringBuilder();
        for (Part part : Part.values()) {
            sizes.append(sizes.isEmpty() ? "" : ", ").append(part.label()).append(' ');
            sizes.append(count(part));
        }
        return sizes.toString();
    }
}
