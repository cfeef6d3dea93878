package org.tagzoo.zoo.registry;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cards of all pretrained weights, in their order of preference. */
public final class WeightsRegistry {

    private static final String RESOURCE = "weights.yaml";

    private final Map<String, WeightsCard> cards = new LinkedHashMap<>();

    /**
     * @throws IllegalArgumentException if two cards have one name
     */
    public WeightsRegistry(List<WeightsCard> cards) {
        for (WeightsCard card : cards) {
            if (this.cards.put(card.name(), card) != null) {
                throw new IllegalArgumentException("Two cards are named " + card.name());
            }
        }
    }

    /** Returns the cards that come with TagZoo. */
    public static WeightsRegistry standard() {
        try (InputStream yaml = WeightsRegistry.class.getResourceAsStream(RESOURCE)) {
            ObjectMapper mapper = new ObjectMapper(new YAMLFactory());
            return new WeightsRegistry(mapper.readValue(yaml, new TypeReference<>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("The resource " + RESOURCE + " can't be read", e);
        }
    }

    /** Returns all cards. */
    public List<WeightsCard> cards() {
        return List.copyOf(cards.values());
    }

    /** Returns the card of a name such as {@code resnet50.tv1}. */
    public Optional<WeightsCard> card(String name) {
        return Optional.ofNullable(cards.get(name));
    }

    /** Returns the cards for a network such as {@code resnet50}; empty if there is none. */
    public List<WeightsCard> cardsFor(String architecture) {
        return cards.values().stream().filter(c -> c.architecture().equals(architecture)).toList();
    }
}
