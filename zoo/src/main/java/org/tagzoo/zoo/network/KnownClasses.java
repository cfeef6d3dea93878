package org.tagzoo.zoo.network;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tagzoo.datasets.check.Check;

/**
 * Which classes of a pretrained network each label stands for, where the network is used unchanged.
 *
 * @param count how many classes the network has, 1 to 100,000
 * @param ofLabels for each label the network's classes, from 0, none of them twice; empty for a
 *     label that the network doesn't know. At least one label is known
 */
public record KnownClasses(int count, List<List<Integer>> ofLabels) {

    public KnownClasses {
        ofLabels = ofLabels.stream().map(List::copyOf).toList();
        Check.within("number of classes", count, 1, 100_000);
        Set<Integer> seen = new HashSet<>();
        for (List<Integer> classes : ofLabels) {
            for (int index : classes) {
                Check.within("class of the network", index, 0, count - 1);
                Check.that(seen.add(index), "class of the network", "of one label only", index);
            }
        }
        Check.that(!seen.isEmpty(), "classes", "one or more of some label", ofLabels);
    }
}
