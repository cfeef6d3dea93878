package org.tagzoo.zoo.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that a network takes besides pixels.
 *
 * @param domains that have a branch each; it chooses among these
 * @param metadata that joins its features
 * @param text that joins them after metadata
 */
public record SideInputs(
        Domains domains, Optional<MetadataInput> metadata, Optional<TextInput> text) {

    /** Pixels alone. */
    public static final SideInputs NONE = new SideInputs(Domains.NONE);

    /** Branches alone. */
    public SideInputs(Domains domains) {
        this(domains, Optional.empty(), Optional.empty());
    }

    /** Returns those that there are, in the order of the network's inputs. */
    public List<SideInput> all() {
        List<SideInput> all = new ArrayList<>();
        if (!domains.isEmpty()) {
            all.add(domains);
        }
        all.addAll(joined());
        return all;
    }

    /** Returns those that become features, in the order of the network's inputs. */
    public List<JoinedInput> joined() {
        return Stream.<Optional<? extends JoinedInput>>of(metadata, text)
                .<JoinedInput>flatMap(Optional::stream)
                .toList();
    }

    /** Returns the names of the fields that the network reads, each once. */
    public List<String> fields() {
        return all().stream().flatMap(input -> input.fields().stream()).distinct().toList();
    }

    /**
     * Returns what the network takes of some images after their pixels, in the order of its inputs.
     *
     * @param fields of each of {@code N} images
     * @return {@code [N, width]} for each input
     * @throws IllegalArgumentException if a field can't be used; one line
     */
    public List<float[][]> vectors(List<Map<String, String>> fields) {
        return all().stream()
                .map(input -> fields.stream().map(input::vector).toArray(float[][]::new))
                .toList();
    }

    /**
     * Checks fields that a person gives of an image that is to be tagged. A domain that no branch
     * takes is refused, other fields that nothing takes are passed over.
     *
     * @throws IllegalArgumentException if one can't be used or is missing; one line
     */
    public void require(Map<String, String> fields) {
        requireDomain(fields);
        joined().forEach(input -> input.require(fields));
    }

    /**
     * Checks the domain that a person gives of images, if one is given.
     *
     * @throws IllegalArgumentException if the network has no branch for it; one line
     */
    public void requireDomain(Map<String, String> fields) {
        if (joined().stream().noneMatch(input -> input.fields().contains(Input.DOMAIN))) {
            domains.require(fields);
        }
    }
}
