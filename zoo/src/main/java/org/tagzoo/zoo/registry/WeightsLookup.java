package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tagzoo.zoo.network.JoinedBackbone;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * Turns a name that a person gives, such as {@code resnet50} or {@code resnet50.keras}, into
 * weights on disk, and gets them where that is possible: from the cache, else from the mirror, else
 * from the network.
 *
 * <p>For {@code resnet50}, the first of its cards whose file is in the cache is used, else the
 * first that can be fetched; none that is {@linkplain WeightsCard#isOnlyWhenNamed taken when named
 * only}. A file of the person's own for a name goes before all of that. The file is hashed each
 * time (0.3 s for 100 MB), because the hash is the key of what is computed from it.
 */
public final class WeightsLookup {

    private final WeightsRegistry registry;
    private final WeightsCache cache;
    private final WeightsInstaller installer;
    private final FetchListener listener;
    private final Map<String, Path> files;

    /**
     * @param fetcher what to fetch with
     * @param files weights files by the name they are for, an architecture or a card; may be empty
     * @throws WeightsException if a file is given for an unknown name
     */
    public WeightsLookup(
            WeightsRegistry registry,
            WeightsCache cache,
            WeightsFetcher fetcher,
            Map<String, Path> files)
            throws WeightsException {
        this.registry = registry;
        this.cache = cache;
        this.installer = new WeightsInstaller(cache, fetcher);
        this.listener = fetcher.listener();
        this.files = Map.copyOf(files);
        for (String name : new TreeSet<>(files.keySet())) {
            registry.named(name);
        }
    }

    /**
     * Finds weights, and fetches and converts them if they are not in the cache.
     *
     * @param name an architecture or a card; several, joined by {@code +}, become one file
     * @throws WeightsUnavailableException if they are not available, saying why and how to get them
     * @throws WeightsException if there is no such name, or a file can't be read or is not what its
     *     card describes
     */
    public ResolvedWeights find(String name) throws WeightsException {
        return each(name, this::findOne);
    }

    /** Looks one of a network's weights up. */
    private interface Finder {
        ResolvedWeights find(String name) throws WeightsException;
    }

    /** Looks the weights of each of several networks up, and joins them. */
    private ResolvedWeights each(String name, Finder finder) throws WeightsException {
        List<ResolvedWeights> parts = new ArrayList<>();
        for (String network : JoinedBackbone.networks(name)) {
            parts.add(finder.find(network));
        }
        return parts.size() == 1 ? parts.get(0) : JoinedFile.of(parts, cache);
    }

    private ResolvedWeights findOne(String name) throws WeightsException {
        List<WeightsCard> cards = registry.named(name);
        Path given = files.get(name);
        if (given != null) {
            String fileName = given.toAbsolutePath().getFileName().toString();
            return new ResolvedWeights(fileName, cards.get(0), given, CachedFile.hash(given));
        }
        if (registry.card(name).isEmpty()) {
            cards = cards.stream().filter(card -> !card.isOnlyWhenNamed()).toList();
        }
        if (cards.isEmpty()) {
            throw new WeightsUnavailableException(
                    "All weights of %s are taken only when named, for their licence: %s"
                            .formatted(
                                    name,
                                    registry.cardsFor(name).stream()
                                            .map(c -> c.name() + " (" + c.licence() + ")")
                                            .collect(Collectors.joining(", "))),
                    null);
        }
        for (WeightsCard card : cards) {
            Optional<Path> file = cache.find(card);
            if (file.isPresent()) {
                return resolved(card, file.get());
            }
        }
        return fetched(cards);
    }

    /**
     * Finds weights of a network as {@link #find} does, among those that are here.
     *
     * @throws WeightsUnavailableException if there are none, with the command that fetches them
     */
    public ResolvedWeights findAtHand(String architecture) throws WeightsException {
        return each(architecture, this::findOneAtHand);
    }

    private ResolvedWeights findOneAtHand(String architecture) throws WeightsException {
        if (files.containsKey(architecture)) {
            return findOne(architecture);
        }
        for (WeightsCard card : registry.named(architecture)) {
            if (cache.isAtHand(card)) {
                return findOne(card.name());
            }
        }
        throw new WeightsUnavailableException(
                "Its weights are not here; 'tagzoo models fetch %s' fetches them"
                        .formatted(architecture),
                null);
    }

    private ResolvedWeights fetched(List<WeightsCard> cards) throws WeightsException {
        StringBuilder message = new StringBuilder();
        IOException first = null;
        for (WeightsCard card : cards) {
            Path file;
            try {
                file = installer.install(card);
            } catch (IOException e) {
                message.append(
                        first == null
                                ? "The weights %s are not available: %s. By hand: %s"
                                        .formatted(
                                                card.name(),
                                                reason(e),
                                                card.origin().byHand(card, cache))
                                : ". Nor are %s: %s".formatted(card.name(), reason(e)));
                first = first == null ? e : first;
                if (Thread.currentThread().isInterrupted()) {
                    break;
                }
                continue;
            }
            if (first != null) {
                listener.note(
                        "%s is used, as %s is not available: %s"
                                .formatted(card.name(), cards.get(0).name(), reason(first)));
            }
            return resolved(card, file);
        }
        throw new WeightsUnavailableException(message.toString(), first);
    }

    private static String reason(IOException failure) {
        return failure instanceof FileSystemException
                ? "the cache can't be read or written (%s moves it): %s"
                        .formatted(WeightsCache.VARIABLE, failure)
                : failure.getMessage();
    }

    private static ResolvedWeights resolved(WeightsCard card, Path file) throws WeightsException {
        return new ResolvedWeights(card.name(), card, file, CachedFile.check(card, file));
    }
}
