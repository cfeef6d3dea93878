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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.registry.WeightsUnavailableException;
import org.tagzoo.zoo.weights.LoadedValues;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * Loads a network to predict with, or to train.
 *
 * <p><b>Types.</b>
 *
 * <ul>
 *   <li>{@code Image -> Classifications}: ImageNet's 1,000 classes, probabilities by softmax
 *   <li>{@code Image -> float[]}: the pooled embedding; with {@code labels}, logits
 *   <li>{@code NDList -> NDList}: pixels {@code [N, H, W, 3]} of 0 to 255, red, green and blue,
 *       resized and cropped by the caller, to embeddings {@code [N, F]}; with {@code labels}, to
 *       logits {@code [N, L]}
 *   <li>{@code Path}, {@code URL}, {@code InputStream} or {@code String} in place of {@code Image},
 *       and {@code Input -> Output} for DJL Serving, as DJL turns these into images
 *   <li>any types with a translator of the program's own, which hands pixels as above to the
 *       network
 * </ul>
 *
 * <p>Images are resized and cropped as the weights' card says, and normalised inside the network;
 * with {@code labels}, {@code imageSize} or {@code weights=none} they are stretched to a square, as
 * {@code tagzoo compare} and exports do. Types that are none of these are refused; DJL's own
 * default translator, which would resize and normalise in another way, is never taken.
 *
 * <p><b>Weights.</b> Filters ({@code optFilter}) choose among a network's weights by the properties
 * of its entries, such as {@code tag} ({@code keras}) or {@code weights} ({@code resnet50.keras});
 * of several that pass, the first in the cache is loaded, else the first that can be fetched.
 * Weights whose licence forbids commercial use pass only a filter that names them ({@code weights},
 * {@code tag}). Nothing is fetched when DJL is offline ({@code ai.djl.offline}). Arguments ({@code
 * optArgument}):
 *
 * <ul>
 *   <li>{@code cache}: a folder to use in place of the one that {@code TAGZOO_CACHE} names
 *   <li>{@code weightsFile}: a file of the program's own, in any format that TagZoo reads, for the
 *       first card that passes the filters
 *   <li>{@code weights=none}: random initial values; so begin the networks that have no published
 *       weights ({@code cnn}, {@code ff1}, {@code ff2}) without being told. Then {@code imageSize},
 *       {@code mean} and {@code std} must be given: three numbers each for red, green and blue, on
 *       the scale of 0 to 255, as a list or a text with commas
 *   <li>{@code imageSize}: side of the images in pixels, 8 to 1,024, or height and width, {@code
 *       138x92}; without it, the card's
 * </ul>
 *
 * <p><b>Network.</b>
 *
 * <ul>
 *   <li>{@code labels}: a new head of this many outputs, or of these: a list of names, or a text
 *       with commas between; names are kept for {@link org.tagzoo.zoo.export.ModelExport}
 *   <li>{@code head}, with {@code labels}: layers before the last one of the new head, a map of
 *       {@code hidden} (widths) and {@code dropout} (0 to below 1), or the same as JSON: {@code
 *       {"hidden": [512], "dropout": 0.5}}. Without it the head is one linear layer
 *   <li>{@code seed}: of random initial values; 1 without it. A parameter has the same ones as in
 *       {@code tagzoo compare --seed}
 *   <li>{@code stage=before layer4}: the part from pixels to what that stage takes, {@code [N, H,
 *       W, C]} for a map; {@code stage=from layer4}: the other part, which takes that, to logits.
 *       {@code output=embedding} is {@code stage=before head}
 *   <li>{@code output} ({@code classes}, {@code embedding}) where the types leave it open; {@code
 *       topK}; {@code precision} ({@code float32}, {@code bfloat16})
 * </ul>
 *
 * <p><b>To train it</b>, set DJL's option {@code trainParam} to {@code true}: {@code newTrainer}
 * then trains each parameter that the block has, under torchvision's names. {@code freeze=before
 * layer4} names the first stage that is trained: all before it, here {@code stem}, {@code layer1},
 * {@code layer2} and {@code layer3}, keeps its weights and its batch norm's statistics to the bit,
 * and is computed as in use; {@code freeze=before head} trains the head alone. Without the option a
 * network is made for use, and must not be trained: its batch norm is part of its convolutions.
 * Train with the system property {@code ai.djl.pytorch.graph_optimizer} set to {@code false}: the
 * engine's optimising executor compiles again for each new shape.
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
     * @throws ModelNotFoundException if no weights pass the filters or they are not available,
     *     saying why and how to get them, or if types or arguments are none that this loader knows.
     *     DJL goes on to other loaders then; {@code Criteria.loadModel} has it as the cause of its
     *     own.
     * @throws MalformedModelException if a weights file can't be read or doesn't fit the network
     */
    @Override
    public <I, O> ZooModel<I, O> loadModel(Criteria<I, O> criteria)
            throws IOException, ModelNotFoundException, MalformedModelException {
        List<WeightsCard> cards = matching(criteria.getFilters());
        requireEngine(criteria);
        LoadArguments arguments = arguments(criteria);
        TranslatorChoice<I, O> choice = TranslatorChoice.of(criteria, arguments);
        try {
            Optional<ResolvedWeights> weights =
                    arguments.isRandom()
                            ? Optional.empty()
                            : Optional.of(
                                    CardRepository.find(
                                            cards, arguments.cache(), arguments.weightsFile()));
            NetworkPlan plan =
                    NetworkPlan.of(getArtifactId(), arguments, weights.map(ResolvedWeights::card));
            Model model = load(criteria, plan, weights);
            try {
                if (arguments.weightsFile().isEmpty()) {
                    weights.ifPresent(
                            found ->
                                    CardMetadata.properties(found.card())
                                            .forEach(model::setProperty));
                }
                plan.describe(model);
                return new ZooModel<>(model, choice.make(model, plan.transform()));
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

    private Model load(Criteria<?, ?> criteria, NetworkPlan plan, Optional<ResolvedWeights> weights)
            throws IOException, MalformedModelException {
        if (weights.isEmpty()) {
            Path folder = plan.arguments().cache().folder();
            return plan.load(criteria, plan.drawn(), getArtifactId(), folder);
        }
        ResolvedWeights found = weights.get();
        Path folder = found.file().toAbsolutePath().getParent();
        try (LoadedValues values = plan.fit(found.open())) {
            return plan.load(criteria, plan.values(values), found.name(), folder);
        }
    }

    private LoadArguments arguments(Criteria<?, ?> criteria) throws ModelNotFoundException {
        boolean isPublished = !registry.cardsFor(getArtifactId()).isEmpty();
        return LoadArguments.of(criteria, getArtifactId(), isPublished);
    }

    @Override
    public <I, O> boolean isDownloaded(Criteria<I, O> criteria)
            throws IOException, ModelNotFoundException {
        List<WeightsCard> cards = matching(criteria.getFilters());
        LoadArguments arguments = arguments(criteria);
        return arguments.isRandom()
                || arguments.weightsFile().isPresent()
                || cards.stream().anyMatch(card -> arguments.cache().find(card).isPresent());
    }

    @Override
    public <I, O> void downloadModel(Criteria<I, O> criteria, Progress progress)
            throws IOException, ModelNotFoundException {
        List<WeightsCard> cards = matching(criteria.getFilters());
        LoadArguments arguments = arguments(criteria);
        if (arguments.isRandom()) {
            return;
        }
        try {
            CardRepository.find(cards, arguments.cache(), arguments.weightsFile());
        } catch (WeightsUnavailableException e) {
            throw new ModelNotFoundException(e.getMessage(), e);
        }
    }

    private List<WeightsCard> matching(Map<String, String> filters)
            throws IOException, ModelNotFoundException {
        List<WeightsCard> cards = new ArrayList<>();
        for (Artifact artifact : mrl.listArtifacts()) {
            if (artifact.hasProperties(filters)) {
                registry.card(artifact.getName())
                        .filter(card -> !card.isOnlyWhenNamed() || names(filters, card))
                        .ifPresent(cards::add);
            }
        }
        List<WeightsCard> all = registry.cardsFor(getArtifactId());
        require(
                !cards.isEmpty() || all.isEmpty(),
                "No weights of %s have %s; there are %s"
                        .formatted(
                                getArtifactId(),
                                filters,
                                all.stream()
                                        .map(WeightsCard::name)
                                        .collect(Collectors.joining(", "))));
        return cards;
    }

    private static boolean names(Map<String, String> filters, WeightsCard card) {
        return filters != null
                && (filters.containsValue(card.name()) || filters.containsValue(card.tag()));
    }

    private void requireEngine(Criteria<?, ?> criteria) throws ModelNotFoundException {
        String engine = criteria.getEngine();
        require(
                engine == null || engine.equals(TagZooModelZoo.ENGINE),
                "TagZoo's networks run on the engine %s, not on %s"
                        .formatted(TagZooModelZoo.ENGINE, engine));
        require(
                Engine.hasEngine(TagZooModelZoo.ENGINE),
                "TagZoo's networks need the engine %s, which is not on the class path"
                        .formatted(TagZooModelZoo.ENGINE));
        require(
                criteria.getBlock() == null,
                "TagZoo's %s brings its own block; leave optBlock out".formatted(getArtifactId()));
    }

    private static void require(boolean held, String problem) throws ModelNotFoundException {
        if (!held) {
            throw new ModelNotFoundException(problem);
        }
    }

    @Override
    public String toString() {
        return mrl.toString();
    }
}
