package org.tagzoo.zoo.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.datasets.check.Check;

/**
 * The kinds of images, such as {@code photo} and {@code sketch}, for each of which a network has a
 * branch.
 *
 * @param names in the order of the branches, 1,000 at most, each once; empty: there are no branches
 */
public record Domains(@JsonValue List<String> names) implements SideInput {

    /** No branches. */
    public static final Domains NONE = new Domains(List.of());

    private static final int MOST = 1000;
    private static final int LONGEST = 255;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Domains {
        names = List.copyOf(names);
        Check.within("number of domains", names.size(), 0, MOST);
        Check.that(
                names.stream().distinct().count() == names.size()
                        && names.stream().allMatch(n -> !n.isBlank() && n.length() <= LONGEST),
                "domains",
                "names of 1 to %d characters, each once".formatted(LONGEST),
                names);
    }

    /** Returns whether there are no branches. */
    public boolean isEmpty() {
        return names.isEmpty();
    }

    @Override
    public String name() {
        return Input.DOMAIN;
    }

    @Override
    public int width() {
        return names.size();
    }

    @Override
    public List<String> fields() {
        return List.of(Input.DOMAIN);
    }

    @Override
    public float[] vector(Map<String, String> fields) {
        return weights(Optional.ofNullable(fields.get(Input.DOMAIN)));
    }

    @Override
    public void require(Map<String, String> fields) {
        if (fields.containsKey(Input.DOMAIN)) {
            require(fields.get(Input.DOMAIN));
        }
    }

    /**
     * Returns what a network takes as {@link Input#DOMAIN}: 1 for the branch of a domain and 0 for
     * the others; equal shares, so that branches are averaged, where the domain is not known or is
     * none of these.
     */
    public float[] weights(Optional<String> domain) {
        float[] weights = new float[names.size()];
        int branch = domain.map(names::indexOf).orElse(-1);
        if (branch >= 0) {
            weights[branch] = 1;
        } else {
            Arrays.fill(weights, 1f / weights.length);
        }
        return weights;
    }

    /**
     * Checks a domain that a person names.
     *
     * @throws IllegalArgumentException if it is none of these, or there are none; one line
     */
    public void require(String domain) {
        Check.that(
                names.contains(domain),
                "domain",
                isEmpty()
                        ? "left out: this network has no branches"
                        : "one of " + String.join(", ", names),
                domain);
    }
}
