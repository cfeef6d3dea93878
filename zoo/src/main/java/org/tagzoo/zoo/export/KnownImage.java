package org.tagzoo.zoo.export;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.network.Input;

/**
 * An image and what else is known of it.
 *
 * @param fields by name, those that the network takes: {@code domain}, one of those that it has
 *     branches for, and columns of metadata. One that can't be used is refused; of a missing domain
 *     branches are averaged. What every file has, such as its width, must be there.
 */
public record KnownImage(RgbImage image, Map<String, String> fields) {

    public KnownImage {
        fields = Map.copyOf(fields);
    }

    /** An image of a domain, if that is known. */
    public KnownImage(RgbImage image, Optional<String> domain) {
        this(image, domain.map(name -> Map.of(Input.DOMAIN, name)).orElse(Map.of()));
    }

    /**
     * Returns what a network takes of it.
     *
     * @throws IllegalArgumentException if a field can't be used or is missing; one line
     */
    KnownImage of(ExportDescription network) {
        network.requireFacts(fields);
        network.side().require(fields);
        return new KnownImage(network.transform().apply(image), fields);
    }

    /** Returns the same image with these fields as well; its own come first. */
    KnownImage with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.putAll(fields);
        return new KnownImage(image, all);
    }
}
