package org.tagzoo.app.similar;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.export.RowChoice;
import org.tagzoo.app.network.NetworkFile;
import org.tagzoo.app.network.RebuiltNetwork;
import org.tagzoo.app.network.RowFeatures;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.zoo.embedding.ImageFeatures;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.index.IndexNetwork;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.JoinedBackbone;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.StageFeatures;
import org.tagzoo.zoo.registry.Preprocessing;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsLookup;
import org.tagzoo.zoo.weights.LoadedValues;

/**
 * A network whose embeddings images are compared by: pretrained weights, a row of a run, or an
 * export.
 *
 * @param network which it is
 * @param features what it makes of images, until this is closed
 * @param file of the weights
 */
public record SearchNetwork(IndexNetwork network, ImageFeatures features, Closeable file)
        implements AutoCloseable {

    /**
     * Opens pretrained weights.
     *
     * @param name such as {@code efficientnet_lite0}
     * @throws IOException if they are not available
     */
    public static SearchNetwork ofModel(String name, WeightsLookup lookup) throws IOException {
        ResolvedWeights weights = lookup.find(name);
        Preprocessing images = weights.card().preprocessing();
        Normalization normalization = new Normalization(images.mean(), images.std());
        Backbone body =
                Backbones.of(
                        JoinedBackbone.isName(name)
                                ? WeightsCard.architectureOf(name)
                                : weights.card().architecture(),
                        weights.card().strideOnFirst1x1());
        Graph whole = new Network(body, Head.linear(1)).graph(images.imageSize(), normalization);
        LoadedValues values = LoadedValues.of(weights.open(), whole, body);
        return new SearchNetwork(
                new IndexNetwork(name, null, null, null, weights.sha256()),
                new ImageFeatures(
                        StageFeatures.embedding(whole),
                        values,
                        body.name(),
                        weights.sha256(),
                        normalization,
                        EvaluationTransform.of(
                                images.imageSize(), weights.card().resize(), Decoding.WHOLE)),
                values::close);
    }

    /**
     * Opens a row's network.
     *
     * @param row its name; empty for the best
     * @throws RunException if there is no such row, or it has no network that looks at images
     * @throws IOException if a file is missing or was changed
     */
    public static SearchNetwork ofRow(Path run, Optional<String> row, WeightsCache cache)
            throws IOException {
        RunResults results = RunResults.open(run);
        String name = RowChoice.of(results, row).results().row().name();
        Path folder = results.folder(name);
        RowNetwork network = results.network(name);
        requireFeatures(network);
        RebuiltNetwork rebuilt =
                RebuiltNetwork.open(network, folder, false, Optional.empty(), cache);
        return new SearchNetwork(
                new IndexNetwork(
                        null,
                        run.toAbsolutePath().normalize().toString(),
                        name,
                        null,
                        RowFeatures.weights(network)),
                RowFeatures.of(network, rebuilt, StageFeatures::embedding),
                rebuilt::close);
    }

    /**
     * Opens the network of an export.
     *
     * @param path its folder, or a zip of it
     * @throws IOException if there is none, or it is not as it was written
     */
    public static SearchNetwork ofExport(Path path) throws IOException {
        Export export = Export.open(path);
        RowNetwork network = NetworkFile.readExport(export.folder());
        requireFeatures(network);
        RebuiltNetwork rebuilt = RebuiltNetwork.ofExport(export.folder());
        return new SearchNetwork(
                new IndexNetwork(
                        null,
                        null,
                        null,
                        path.toAbsolutePath().normalize().toString(),
                        export.modelSha256()),
                RowFeatures.of(network, rebuilt, StageFeatures::embedding, export.modelSha256()),
                rebuilt::close);
    }

    private static void requireFeatures(RowNetwork network) {
        if (!StageFeatures.areIn(network.graph())) {
            throw new RunException(
                    "The network of '%s' looks at no image, so images can't be compared by it: name another row"
                            .formatted(network.row()));
        }
    }

    /**
     * Opens the network of an index.
     *
     * @throws IOException if it is not here, or its weights are others now
     */
    public static SearchNetwork of(IndexNetwork asked, WeightsLookup lookup, WeightsCache cache)
            throws IOException {
        SearchNetwork found =
                asked.model() != null
                        ? ofModel(asked.model(), lookup)
                        : asked.export() != null
                                ? ofExport(Path.of(asked.export()))
                                : ofRow(Path.of(asked.run()), Optional.of(asked.row()), cache);
        if (!found.network().sha256().equals(asked.sha256())) {
            found.close();
            throw new IOException(
                    "The index was made with other weights of %s (SHA-256 %s, now %s); make it again with 'tagzoo index'"
                            .formatted(asked.shown(), asked.sha256(), found.network().sha256()));
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
