package org.tagzoo.zoo.modelzoo;

import ai.djl.Application;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelLoader;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import ai.djl.util.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.registry.WeightsUnavailableException;
import org.tagzoo.zoo.weights.LoadedValues;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * Loads a network with published weights.
 *
 * <ul>
 *   <li>{@code Image -> Classifications}: ImageNet's 1,000 classes, probabilities by softmax
 *   <li>{@code Image -> float[]}: the pooled embedding
 *   <li>{@code NDList -> NDList}: pixels {@code [N, H, W, 3]} of 0 to 255, red, green and blue,
 *       resized and cropped by the caller, to embeddings {@code [N, F]}
 *   <li>{@code Path}, {@code URL}, {@code InputStream} or {@code String} in place of {@code Image},
 *       and {@code Input -> Output} for DJL Serving, as DJL turns these into images
 *   <li>any types with a translator of the program's own, which hands pixels as above to the
 *       network
 * </ul>
 *
 * <p>Images are resized and cropped as the weights' card says, and normalised inside the network.
 * Types that are none of these are refused; DJL's own default translator, which would resize and
 * normalise in another way, is never taken.
 *
 * <p>Filters ({@code optFilter}) choose among a network's weights by the properties of its entries,
 * such as {@code tag} ({@code keras}) or {@code weights} ({@code resnet50.keras}); of several that
 * pass, the first in the cache is loaded, else the first that can be fetched. Arguments ({@code
 * optArgument}): {@code topK}; {@code precision} ({@code float32}, {@code bfloat16}); {@code
 * output} ({@code classes}, {@code embedding}) where the types leave it open; {@code cache}, a
 * folder to use in place of the one that {@code TAGZOO_CACHE} names. Nothing is fetched when DJL is
 * offline ({@code ai.djl.offline}).
 */
public final class CardModelLoader implements ModelLoader {

    private final MRL mrl;
    private final WeightsRegistry registry;

    CardModelLoader(MRL mrl, WeightsRegistry registry) {
        this.mrl = mrl;
        this.registry = registry;
    }

    @Override
    public String getGroupId() {
        return mrl.getGroupId();
    }

    @Override
    public String getArtifactId() {
        return mrl.getArtifactId();
    }

    @Override
    public Application getApplication() {
        return mrl.getApplication();
    }

    @Override
    public MRL getMrl() {
        return mrl;
    }

    /**
     * @throws ModelNotFoundException if no weights pass the filters or they can't be had, saying
     *     why and how to get them, or if types or arguments are none that this loader knows. DJL
     *     goes on to other loaders then; {@code Criteria.loadModel} has it as the cause of its own.
     * @throws MalformedModelException if a weights file can't be read or doesn't fit the network
     */
    @Override
    public <I, O> ZooModel<I, O> loadModel(Criteria<I, O> criteria)
            throws IOException, ModelNotFoundException, MalformedModelException {
        List<WeightsCard> cards = matching(criteria.getFilters());
        requireEngine(criteria);
        LoadArguments arguments = LoadArguments.of(criteria);
        TranslatorChoice<I, O> choice = TranslatorChoice.of(criteria, arguments);
        try {
            ResolvedWeights weights = CachedWeights.find(cards, arguments.cache());
            CardNetwork network = CardNetwork.of(weights.card());
            Model model = load(criteria, arguments, weights, network);
            try {
                return new ZooModel<>(model, choice.make(model, network.transform()));
            } catch (TranslateException e) {
                model.close();
                throw new ModelNotFoundException("The translator can't be made: " + e, e);
            } catch (RuntimeException e) {
                model.close();
                throw e;
            }
        } catch (WeightsUnavailableException e) {
            throw new ModelNotFoundException(e.getMessage(), e);
        } catch (WeightsException e) {
            throw new MalformedModelException(e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new MalformedModelException(e.getCause().getMessage(), e);
        }
    }

    private static Model load(
            Criteria<?, ?> criteria,
            LoadArguments arguments,
            ResolvedWeights weights,
            CardNetwork network)
            throws IOException, MalformedModelException {
        Graph graph = network.graph(arguments.output());
        String name = criteria.getModelName();
        try (LoadedValues values = network.values(weights.open(), graph, arguments.output())) {
            Model model =
                    new CompiledModel(graph, values, arguments.precision())
                            .load(
                                    name == null ? weights.name() : name,
                                    criteria.getDevice(),
                                    criteria.getOptions(),
                                    weights.file().toAbsolutePath().getParent());
            CardMetadata.properties(weights.card()).forEach(model::setProperty);
            return model;
        }
    }

    @Override
    public <I, O> boolean isDownloaded(Criteria<I, O> criteria)
            throws IOException, ModelNotFoundException {
        LoadArguments arguments = LoadArguments.of(criteria);
        return matching(criteria.getFilters()).stream()
                .anyMatch(card -> arguments.cache().find(card).isPresent());
    }

    @Override
    public <I, O> void downloadModel(Criteria<I, O> criteria, Progress progress)
            throws IOException, ModelNotFoundException {
        List<WeightsCard> cards = matching(criteria.getFilters());
        try {
            CachedWeights.find(cards, LoadArguments.of(criteria).cache());
        } catch (WeightsUnavailableException e) {
            throw new ModelNotFoundException(e.getMessage(), e);
        }
    }

    private List<WeightsCard> matching(Map<String, String> filters)
            throws IOException, ModelNotFoundException {
        List<WeightsCard> cards = new ArrayList<>();
        for (Artifact artifact : mrl.listArtifacts()) {
            if (artifact.hasProperties(filters)) {
                registry.card(artifact.getName()).ifPresent(cards::add);
            }
        }
        if (cards.isEmpty()) {
            throw new ModelNotFoundException(
                    "No weights of %s have %s; there are %s"
                            .formatted(
                                    getArtifactId(),
                                    filters,
                                    registry.cardsFor(getArtifactId()).stream()
                                            .map(WeightsCard::name)
                                            .collect(Collectors.joining(", "))));
        }
        return cards;
    }

    private void requireEngine(Criteria<?, ?> criteria) throws ModelNotFoundException {
        String engine = criteria.getEngine();
        if (engine != null && !engine.equals(TagZooModelZoo.ENGINE)) {
            throw new ModelNotFoundException(
                    "TagZoo's networks run on the engine %s, not on %s"
                            .formatted(TagZooModelZoo.ENGINE, engine));
        }
        if (!Engine.hasEngine(TagZooModelZoo.ENGINE)) {
            throw new ModelNotFoundException(
                    "TagZoo's networks need the engine %s, which is not on the class path"
                            .formatted(TagZooModelZoo.ENGINE));
        }
        if (criteria.getBlock() != null) {
            throw new ModelNotFoundException(
                    "TagZoo's %s brings its own block; leave optBlock out"
                            .formatted(getArtifactId()));
        }
    }

    @Override
    public String toString() {
        return mrl.toString();
    }
}
