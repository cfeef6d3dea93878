package org.tagzoo.zoo.modelzoo;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.Resampling;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.network.Stage;
import org.tagzoo.zoo.registry.Preprocessing;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.TorchScriptArchive;
import org.tagzoo.zoo.weights.LoadedValues;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * The network that a program asks for.
 *
 * @param network the whole of it
 * @param transform what an image goes through before the network
 * @param graph what is loaded: the whole network or the part that is asked for, its frozen stages
 *     frozen
 */
record NetworkPlan(
        LoadedNetwork network,
        EvaluationTransform transform,
        Graph graph,
        LoadArguments arguments) {

    /**
     * @param card of the weights that the network begins with; empty for none
     */
    static NetworkPlan of(String architecture, LoadArguments arguments, Optional<WeightsCard> card)
            throws ModelNotFoundException {
        Optional<LoadedNetwork> published = card.map(LoadedNetwork::of);
        if (card.isPresent()
                && !card.get().imageNetHead()
                && arguments.head().isEmpty()
                && arguments.output() == LoadArguments.Output.CLASSES) {
            throw new ModelNotFoundException(
                    "%s has no head for ImageNet's classes: give it labels, or ask for output=embedding"
                            .formatted(card.get().name()));
        }
        NewHead head = arguments.head().orElse(NewHead.IMAGENET);
        LoadedNetwork network =
                new LoadedNetwork(
                        architecture,
                        published.isPresent() && published.get().strideOnFirst1x1(),
                        head.head(),
                        head.labels(),
                        arguments
                                .imageSize()
                                .or(() -> published.map(LoadedNetwork::imageSize))
                                .orElseThrow(),
                        arguments
                                .normalization()
                                .or(() -> published.map(LoadedNetwork::normalization))
                                .orElseThrow());
        // Else as tagzoo compare makes images of a size, and exports do.
        EvaluationTransform transform =
                card.isPresent() && arguments.head().isEmpty() && arguments.imageSize().isEmpty()
                        ? transform(card.get().preprocessing())
                        : EvaluationTransform.of(network.imageSize());
        try {
            return new NetworkPlan(network, transform, graph(network, arguments), arguments);
        } catch (IllegalArgumentException e) {
            throw new ModelNotFoundException(
                    "%s can't be made as the arguments say: %s"
                            .formatted(architecture, e.getMessage()),
                    e);
        }
    }

    /** Returns what an image goes through before a network that it was published with. */
    static EvaluationTransform transform(Preprocessing preprocessing) {
        return new EvaluationTransform(
                preprocessing.resize(),
                preprocessing.cropWidth(),
                preprocessing.cropHeight(),
                switch (preprocessing.interpolation()) {
                    case BILINEAR_ANTIALIASED -> Resampling.BILINEAR;
                    case NEAREST -> Resampling.NEAREST;
                    case BICUBIC -> Resampling.BICUBIC;
                    case BILINEAR ->
                            throw new IllegalArgumentException(
                                    "Images can't be resized as weights want it: "
                                            + preprocessing.interpolation());
                },
                Decoding.WHOLE);
    }

    private static Graph graph(LoadedNetwork network, LoadArguments arguments) {
        Graph whole = network.graph();
        if (arguments.frozen().isPresent()) {
            whole = whole.freezeBefore(arguments.frozen().get().stage());
        }
        Graph graph = whole;
        if (arguments.cut().isPresent()) {
            graph = arguments.cut().get().of(whole);
        } else if (arguments.output() == LoadArguments.Output.EMBEDDING) {
            graph = whole.before(Stage.HEAD);
        }
        if (arguments.trains()
                && graph.parameters().stream().noneMatch(p -> p.role() == Parameter.Role.TRAINED)) {
            throw new IllegalArgumentException("it has no parameters that are trained");
        }
        return graph;
    }

    /**
     * Checks weights against the whole network, whatever part of it is loaded.
     *
     * @param source closed with the result, or here if it does not fit
     */
    LoadedValues fit(TensorSource source) throws WeightsException {
        boolean isWhole =
                arguments.head().isEmpty() && arguments.output() == LoadArguments.Output.CLASSES;
        return isWhole
                ? LoadedValues.ofWholePublished(source, network.graph(), network.backbone())
                : LoadedValues.of(source, network.graph(), network.backbone());
    }

    /** Returns the parameters of a network that begins with weights; a new head's are drawn. */
    ParameterValues values(LoadedValues weights) {
        String head = network.backbone().headName() + ".";
        return arguments.head().isEmpty()
                ? weights
                : weights.butFor(p -> p.name().startsWith(head), drawn());
    }

    /** Returns the parameters of a network that begins with random values. */
    ParameterValues drawn() {
        return new InitialValues(arguments.seed());
    }

    /**
     * Loads the network into the engine: to predict, its parameters are frozen and its batch norm
     * is folded; to train, it is in training mode, and its block has the parameters that are
     * {@linkplain Parameter.Role#TRAINED trained}, under torchvision's names.
     *
     * @param usualName of the model, unless the program gives one
     * @param folder which the model gives as its path; nothing is written there
     */
    Model load(Criteria<?, ?> criteria, ParameterValues values, String usualName, Path folder)
            throws IOException, MalformedModelException {
        Path file = Files.createTempFile("tagzoo-", ".pt");
        String name = criteria.getModelName() == null ? usualName : criteria.getModelName();
        Model model = Model.newInstance(name, criteria.getDevice(), TagZooModelZoo.ENGINE);
        try {
            if (arguments.trains()) {
                write(file, graph, values);
            } else {
                FoldedNorms folded = FoldedNorms.of(graph.frozen(), values);
                write(file, folded.graph(), folded.values());
            }
            Map<String, String> options = new HashMap<>(Map.of("mapLocation", "true"));
            if (criteria.getOptions() != null) {
                options.putAll(criteria.getOptions());
            }
            // An absolute prefix stands for the file itself, wherever the model's folder is.
            model.load(folder, file.toString(), options);
            if (arguments.trains()) {
                // DJL loads modules in evaluation mode, while the block believes that it trains.
                JniUtils.enableTrainingMode((PtSymbolBlock) model.getBlock());
            }
            return model;
        } catch (MalformedModelException | IOException | RuntimeException e) {
            model.close();
            throw e;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void write(Path file, Graph network, ParameterValues from) throws IOException {
        TorchScriptArchive.write(
                file, network, from, arguments.precision(), MemoryFormat.CHANNELS_LAST);
    }

    /** Writes what the model is into its properties. */
    void describe(Model model) {
        String part =
                arguments.output() == LoadArguments.Output.CLASSES
                        ? LoadedNetwork.WHOLE
                        : "before head";
        network.describe(model, arguments.cut().map(StagePart::toString).orElse(part));
        model.setProperty("resize", String.valueOf(transform.shorterSide()));
        model.setProperty("cropWidth", String.valueOf(transform.width()));
        model.setProperty("cropHeight", String.valueOf(transform.height()));
    }
}
