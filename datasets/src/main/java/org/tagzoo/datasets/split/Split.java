package org.tagzoo.datasets.split;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.corpus.TaggedImage;

/**
 * Which part each picture of a corpus belongs to. Two splits are equal if they put the same
 * pictures into the same parts, in whatever order.
 *
 * @param parts the part of each picture, by the picture's id, in the order of the corpus
 */
public record Split(Map<String, Part> parts) {

    public Split {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /**
     * Returns the part of a picture.
     *
     * @throws IllegalArgumentException if the split has no such picture
     */
    public Part partOf(String id) {
        Part part = parts.get(id);
        if (part == null) {
            throw new IllegalArgumentException("The split has no image '" + id + "'");
        }
        return part;
    }

    /** Returns how many pictures a part has. */
    public int count(Part part) {
        return Collections.frequency(parts.values(), part);
    }

    /**
     * Returns the pictures of a part, in the order they come in.
     *
     * @param images the pictures of the corpus, or some of them
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
