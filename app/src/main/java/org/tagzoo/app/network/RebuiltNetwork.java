package org.tagzoo.app.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.zoo.finetune.Phase;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.weights.LoadedValues;
import org.tagzoo.zoo.weights.Safetensors;
import org.tagzoo.zoo.weights.WeightsFile;

/**
 * The whole network of a row, body and head, put together from the tensors that were trained and,
 * for stages that were not, from the weights that it began with.
 */
public final class RebuiltNetwork implements AutoCloseable {

    private final Graph graph;
    private final ParameterValues values;
    private final LoadedValues trained;
    private final LoadedValues frozen;

    private RebuiltNetwork(
            Graph graph, ParameterValues values, LoadedValues trained, LoadedValues frozen) {
        this.graph = graph;
        this.values = values;
        this.trained = trained;
        this.frozen = frozen;
    }

    /**
     * Opens the files; nothing is read into memory before it is asked for.
     *
     * @param rowFolder whose {@link NetworkFile} this is
     * @param allData whether the tensors are those that validation and test were trained on too
     * @param weights the file of the pretrained weights, if any stage was not trained; empty:
     *     looked for
     * @param cache where they are looked for
     * @throws IOException if a file is missing, is not the one that was written, or does not fit;
     *     one line that says what to do
     */
    public static RebuiltNetwork open(
            RowNetwork network,
            Path rowFolder,
            boolean allData,
            Optional<Path> weights,
            WeightsCache cache)
            throws IOException {
        Graph graph = network.graph();
        LoadedValues trained = trained(network, rowFolder, allData);
        if (network.trainedFrom().equals(Phase.ALL)) {
            return new RebuiltNetwork(graph, trained, trained, null);
        }
        try {
            Path file = network.weights().orElseThrow().find(weights, cache);
            LoadedValues frozen =
                    LoadedValues.of(WeightsFile.open(file), graph, network.backbone());
            Set<String> names =
                    network.trainedGraph().parameters().stream()
                            .map(Parameter::name)
                            .collect(Collectors.toSet());
            ParameterValues both = frozen.butFor(p -> names.contains(p.name()), trained);
            return new RebuiltNetwork(graph, both, trained, frozen);
        } catch (IOException | RuntimeException e) {
            trained.close();
            throw e;
        }
    }

    /**
     * Opens the network of an export, all of whose tensors are in one file.
     *
     * @param folder of the export, checked already
     * @throws IOException if an older TagZoo wrote it, or its description does not fit; one line
     */
    public static RebuiltNetwork ofExport(Path folder) throws IOException {
        RowNetwork network = NetworkFile.readExport(folder);
        Graph graph = network.graph();
        LoadedValues values =
                LoadedValues.ofWhole(
                        WeightsFile.open(folder.resolve("model.pt")), graph, network.backbone());
        return new RebuiltNetwork(graph, values, values, null);
    }

    private static LoadedValues trained(RowNetwork network, Path rowFolder, boolean allData)
            throws IOException {
        Path file = rowFolder.resolve(allData ? NetworkFile.ALL_DATA_TENSORS : NetworkFile.TENSORS);
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    allData
                            ? "Row '%s' was not trained on all data, there is no %s; 'tagzoo compare --use-all-data' does that in a new run"
                                    .formatted(network.row(), file)
                            : "%s is missing; 'tagzoo compare' makes it in a new run"
                                    .formatted(file));
        }
        requireWritten(network, file, allData);
        return LoadedValues.ofWhole(
                Safetensors.open(file), network.trainedGraph(), network.backbone());
    }

    private static void requireWritten(RowNetwork network, Path file, boolean allData)
            throws IOException {
        Path hash = TensorsHash.beside(file);
        if (allData && !Files.isRegularFile(hash)) {
            throw new IOException(
                    "%s is missing, which holds the hash of the tensors; 'tagzoo resume' of the run writes it"
                            .formatted(hash));
        }
        String written = allData ? TensorsHash.read(file) : network.tensorsSha256();
        String found = Sha256.of(file);
        if (!found.equals(written)) {
            throw new IOException(
                    "%s was changed: its SHA-256 is %s, %s says %s; bring it back, or make a new run"
                            .formatted(
                                    file,
                                    found,
                                    allData ? hash.getFileName() : NetworkFile.NAME,
                                    written));
        }
    }

    /** Returns the network, from pixels to logits. */
    public Graph graph() {
        return graph;
    }

    /** Returns its parameters; they can be read until this is closed. */
    public ParameterValues values() {
        return values;
    }

    @Override
    public void close() throws IOException {
        try {
            trained.close();
        } finally {
            if (frozen != null) {
                frozen.close();
            }
        }
    }
}
