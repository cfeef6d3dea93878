package org.tagzoo.zoo.modelzoo;

import ai.djl.Application;
import ai.djl.repository.AbstractRepository;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Metadata;
import ai.djl.repository.VersionRange;
import ai.djl.util.Progress;
import ai.djl.util.Utils;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsFetcher;
import org.tagzoo.zoo.registry.WeightsLookup;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * The networks and their cards as a DJL repository. What DJL's own repositories read from files
 * named {@code metadata.json} is made from the cards here, so that there is nothing to fall behind
 * them; written as JSON it is such a file.
 *
 * <p>An entry's resource is its weights file in TagZoo's cache; to prepare it is to fetch it.
 */
final class CardRepository extends AbstractRepository {

    private static final Logger LOGGER = LoggerFactory.getLogger(CardRepository.class);
    private static final String NAME = "TagZoo";

    private final WeightsRegistry registry;
    private final WeightsCache cache;

    CardRepository(WeightsRegistry registry, WeightsCache cache) {
        super(NAME, URI.create("tagzoo:/"));
        this.registry = registry;
        this.cache = cache;
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    /** Returns what there is of a network; null if there is nothing, as DJL wants it. */
    @Override
    public Metadata locate(MRL mrl) {
        String network = mrl.getArtifactId();
        return mrl.getGroupId().equals(TagZooModelZoo.GROUP) && Backbones.names().contains(network)
                ? CardMetadata.of(network, registry.cardsFor(network), mrl.toURI())
                : null;
    }

    /** Returns the preferred entry with these properties; null if there is none. */
    @Override
    public Artifact resolve(MRL mrl, Map<String, String> filter) {
        Metadata metadata = locate(mrl);
        return metadata == null
                ? null
                : metadata.search(VersionRange.parse(mrl.getVersion()), filter).stream()
                        .findFirst()
                        .orElse(null);
    }

    @Override
    public List<MRL> getResources() {
        return Backbones.names().stream()
                .map(name -> model(Application.CV.IMAGE_CLASSIFICATION, TagZooModelZoo.GROUP, name))
                .toList();
    }

    @Override
    public Path getCacheDirectory() {
        return cache.folder();
    }

    @Override
    public Path getResourceDirectory(Artifact artifact) {
        return cache.find(card(artifact)).orElse(cache.weightsFile(card(artifact)));
    }

    @Override
    public void prepare(Artifact artifact, Progress progress) throws IOException {
        find(List.of(card(artifact)), cache, Optional.empty());
    }

    /**
     * Returns the first of some weights that is in the cache, else the first that can be fetched,
     * unless DJL was told to stay offline; a program's own file goes before them.
     *
     * @param cards of one architecture, in their order of preference, at least one
     * @param own weights that fit the first of the cards
     */
    static ResolvedWeights find(List<WeightsCard> cards, WeightsCache cache, Optional<Path> own)
            throws WeightsException {
        WeightsFetcher fetcher =
                WeightsFetcher.of(System.getenv(), Utils.isOfflineMode(), LOGGER::info);
        // The only card is named with its own name, which some ask for.
        String name = cards.size() == 1 ? cards.get(0).name() : cards.get(0).architecture();
        Map<String, Path> files = own.map(file -> Map.of(name, file)).orElseGet(Map::of);
        return new WeightsLookup(new WeightsRegistry(cards), cache, fetcher, files).find(name);
    }

    private WeightsCard card(Artifact artifact) {
        return registry.card(artifact.getName())
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "TagZoo has no weights " + artifact.getName()));
    }
}
