package org.tagzoo.datasets.label;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names of the labels of a corpus, in a fixed order: label {@code i} is column {@code i} of
 * every target and score.
 *
 * <p>Names are not empty, not blank and differ from each other (case counts).
 */
public final class LabelSet {

    private final List<String> names;
    private final Map<String, Integer> indices;

    /**
     * @param names the names in order
     * @throws IllegalArgumentException if a name is blank or stands there twice
     */
    public LabelSet(List<String> names) {
        this.names = List.copyOf(names);
        this.indices = new HashMap<>();
        for (int i = 0; i < this.names.size(); i++) {
            String name = this.names.get(i);
            if (name.isBlank()) {
                throw new IllegalArgumentException("Label " + i + " has a blank name");
            }
            Integer before = indices.put(name, i);
            if (before != null) {
                throw new IllegalArgumentException(
                        "Label '" + name + "' stands at " + before + " and at " + i);
            }
        }
    }

    /** Returns the names in order; the list can't be changed. */
    public List<String> names() {
        return names;
    }

    /** Returns the number of labels. */
    public int size() {
        return names.size();
    }

    /** Returns the name of label {@code index}, counted from 0. */
    public String name(int index) {
        return names.get(index);
    }

    /** Returns the index of a name, empty if it is no label of this set. */
    public Optional<Integer> indexOf(String name) {
        return Optional.ofNullable(indices.get(name));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelSet that && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
