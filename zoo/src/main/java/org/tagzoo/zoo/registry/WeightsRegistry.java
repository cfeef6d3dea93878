package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.io.FilenameUtils;
import org.apache.commons.io.IOCase;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.datasets.text.NearNames;
import org.tagzoo.zoo.network.JoinedBackbone;
import org.tagzoo.zoo.weights.WeightsException;

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
            return new WeightsRegistry(
                    List.of(
                            CheckedJson.YAML.parse(
                                    yaml.readAllBytes(), RESOURCE, WeightsCard[].class)));
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

    /**
     * Returns the cards for a network such as {@code resnet50}; empty if there is none. Those
     * {@linkplain WeightsCard#isOnlyWhenNamed taken when named only} are among them. Of {@linkplain
     * JoinedBackbone networks that are joined}, each with each.
     */
    public List<WeightsCard> cardsFor(String architecture) {
        List<String> networks = JoinedBackbone.networks(architecture);
        return networks.size() == 1
                ? cardsForOne(networks.get(0))
                : JoinedWeights.cards(networks.stream().map(this::cardsForOne).toList());
    }

    private List<WeightsCard> cardsForOne(String architecture) {
        return cards.values().stream().filter(c -> c.architecture().equals(architecture)).toList();
    }

    /**
     * Returns the card of a name such as {@code resnet50.tv1}, or those of a network such as {@code
     * resnet50}; at least one.
     *
     * @throws WeightsException if there is none, with the names that may have been meant
     */
    public List<WeightsCard> named(String name) throws WeightsException {
        List<String> networks = JoinedBackbone.networks(name);
        if (networks.size() > 1) {
            List<List<WeightsCard>> each = new ArrayList<>();
            for (String network : networks) {
                each.add(named(network));
            }
            return JoinedWeights.cards(each);
        }
        List<WeightsCard> found = card(name).map(List::of).orElseGet(() -> cardsFor(name));
        if (found.isEmpty()) {
            Collection<String> known = new TreeSet<>();
            cards().forEach(card -> known.addAll(List.of(card.name(), card.architecture())));
            throw new WeightsException(
                    "There are no pretrained weights '%s'.%s"
                            .formatted(
                                    name,
                                    NearNames.question(
                                            name,
                                            known,
                                            " Known are " + String.join(", ", known))));
        }
        return found;
    }

    /**
     * Returns the cards whose names, or whose networks' names, match; at least one.
     *
     * @param pattern a name, or one in which {@code *} stands for any letters and {@code ?} for any
     *     one letter, such as {@code resnet*}
     * @throws WeightsException if there is none, with the names that may have been meant
     */
    public List<WeightsCard> matching(String pattern) throws WeightsException {
        List<WeightsCard> found =
                cards.values().stream()
                        .filter(
                                card ->
                                        matches(card.name(), pattern)
                                                || matches(card.architecture(), pattern))
                        .toList();
        return found.isEmpty() ? named(pattern) : found;
    }

    private static boolean matches(String name, String pattern) {
        return FilenameUtils.wildcardMatch(name, pattern, IOCase.SENSITIVE);
    }
}
