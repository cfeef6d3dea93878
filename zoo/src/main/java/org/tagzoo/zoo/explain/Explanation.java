package org.tagzoo.zoo.explain;

import java.util.List;
import java.util.Optional;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;

/**
 * The heat maps of one image.
 *
 * @param method what made them
 * @param resize how the image became what the cells lie over
 * @param size of that, in proportion
 * @param maps one for each label, in the order of the network's labels, all of one size
 */
public record Explanation(HeatMethod method, Resize resize, ImageSize size, List<HeatMap> maps) {

    public Explanation {
        maps = List.copyOf(maps);
    }

    /** Returns the map of a label; empty if the network has no such label. */
    public Optional<HeatMap> map(String label) {
        return maps.stream().filter(map -> map.label().equals(label)).findFirst();
    }
}
