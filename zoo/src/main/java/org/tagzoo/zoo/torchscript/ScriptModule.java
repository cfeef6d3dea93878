package org.tagzoo.zoo.torchscript;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.ParameterList;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.weights.TensorMap;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * A compiled network in the engine. Its native memory is freed by {@link #close}. Used by one
 * thread at a time.
 *
 * <p>Parameters ask for gradients as their {@link Parameter.Role} says: running statistics never
 * do.
 */
// Over 300 lines: one owner of the native arrays, and all that is done with them.
public final class ScriptModule implements AutoCloseable {

    private static final String FILE = "module";
    private static final NDIndex WHOLE = new NDIndex(":");

    private final Graph graph;
    private final Model model;
    private final boolean packs;
    private final boolean drops;
    private final PtSymbolBlock block;
    private final ParameterStore store;
    private final Map<String, NDArray> weights = new LinkedHashMap<>();
    private final Map<String, NDArray> trained = new LinkedHashMap<>();
    private final List<NDArray> statistics;

    /**
     * @param graph says what goes in and out, and has the parameters that the module shows
     * @param model that was loaded, closed with this
     * @param steps what it computes
     */
    ScriptModule(Graph graph, Model model, Graph steps) {
        this.graph = graph;
        this.model = model;
        this.packs = FusedConv2d.isIn(steps);
        this.drops = steps.hasOwnGenerator();
        this.block = (PtSymbolBlock) model.getBlock();
        this.store = new ParameterStore(model.getNDManager(), false);
        // DJL loads modules in evaluation mode, while the block believes that it is training.
        JniUtils.enableTrainingMode(block);
        for (Pair<String, ai.djl.nn.Parameter> pair : block.getDirectParameters()) {
            weights.put(pair.getKey(), pair.getValue().getArray());
        }
        statistics = EngineModules.statistics(block, model.getNDManager());
        for (Parameter parameter : graph.parameters()) {
            NDArray array = weights.get(parameter.name());
            if (parameter.role().isWeight()) {
                array.setRequiresGradient(parameter.role() == Parameter.Role.TRAINED);
            }
            if (parameter.role() == Parameter.Role.TRAINED) {
                trained.put(parameter.name(), array);
            }
        }
    }

    /**
     * Compiles a graph and loads it. On the processor, a graph of which nothing is trained takes
     * fewer, larger steps where the engine has them, and holds its weights of convolutions twice.
     *
     * @param values the parameters to begin with
     * @param device where it computes
     */
    public static ScriptModule load(
            Graph graph,
            ParameterValues values,
            Precision precision,
            MemoryFormat format,
            Device device)
            throws IOException {
        Path folder = Files.createTempDirectory("tagzoo-module");
        Path file = folder.resolve(FILE + ".pt");
        Model model = Model.newInstance(FILE, device, "PyTorch");
        boolean isLoaded = false;
        try {
            // On the processor, parameters are filled where they lie, without a copy on disk.
            boolean fillsInPlace = !device.isGpu();
            Graph steps = graph.withOwnGenerator();
            if (fillsInPlace) {
                boolean isTrained =
                        graph.parameters().stream()
                                .anyMatch(p -> p.role() == Parameter.Role.TRAINED);
                if (!isTrained
                        && format == MemoryFormat.CHANNELS_LAST
                        && FusedSteps.areSupported(precision)) {
                    steps = FusedSteps.of(steps, precision);
                }
                TorchScriptArchive.writeEmpty(file, steps, precision, format);
            } else {
                TorchScriptArchive.write(file, steps, values, precision, format);
            }
            model.load(folder, FILE, Map.of("trainParam", "true", "mapLocation", "true"));
            ScriptModule module = new ScriptModule(graph, model, steps);
            if (fillsInPlace) {
                module.fill(values);
            }
            isLoaded = true;
            return module;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (MalformedModelException | RuntimeException e) {
            throw new IOException("The engine did not load the network: " + lastLine(e), e);
        } finally {
            if (!isLoaded) {
                model.close();
            }
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    /** The engine's messages end with what is wrong, after the places where it was found. */
    private static String lastLine(Exception error) {
        String message = error.getMessage() == null ? error.toString() : error.getMessage();
        return message.lines().filter(line -> !line.isBlank()).reduce("", (before, last) -> last);
    }

    private void fill(ParameterValues values) {
        Map<String, NDArray> arrays = arrays();
        for (Parameter parameter : graph.parameters()) {
            // Counters are 0 as they are made.
            if (parameter.role() != Parameter.Role.COUNTER) {
                // The array's own memory: it is contiguous, and on the processor.
                values.copyTo(parameter, arrays.get(parameter.name()).toByteBuffer(true));
            }
        }
        pack();
    }

    /** Lays the weights out for fused steps, which read them in that form only. */
    private void pack() {
        if (packs) {
            IValueUtils.runMethod(block, FusedConv2d.PACK).close();
        }
    }

    /**
     * Gives dropout a generator of this module's own, begun anew; without one it draws from the
     * engine's. Nothing happens where nothing is dropped.
     */
    public void seedDropout(long seed) {
        if (drops) {
            try (IValue value = IValue.from(seed)) {
                IValueUtils.runMethod(block, "seed_dropout", value).close();
            }
        }
    }

    /**
     * Runs a network of one input and one output.
     *
     * @param input pixels as unsigned bytes {@code [N, H, W, 3]}, or embeddings {@code [N, F]}
     * @param training whether batch norm and dropout act as in training
     * @return the result, owned by the input's manager
     */
    public NDArray forward(NDArray input, boolean training) {
        return forward(new NDList(input), training).singletonOrThrow();
    }

    /**
     * Runs the network.
     *
     * @param inputs in the graph's order, as {@link TorchScriptArchive} says
     * @param training whether batch norm and dropout act as in training
     * @return the outputs in the graph's order, with their names, owned by the first input's
     *     manager
     * @throws IllegalArgumentException if there are more or fewer inputs than the graph has
     */
    public NDList forward(NDList inputs, boolean training) {
        if (inputs.size() != graph.inputs().size()) {
            throw new IllegalArgumentException(
                    "The network takes %d inputs, not %d"
                            .formatted(graph.inputs().size(), inputs.size()));
        }
        NDList results = block.forward(store, inputs, training);
        for (int i = 0; i < results.size(); i++) {
            results.get(i).setName(graph.outputs().get(i).name());
        }
        return results;
    }

    /** Returns what was compiled. */
    public Graph graph() {
        return graph;
    }

    /**
     * Returns the parameters that gradients train, by name; they are this module's and must not be
     * closed.
     */
    public Map<String, NDArray> trained() {
        return trained;
    }

    /** Returns the same as DJL's parameters, in the same order, under the same names. */
    public List<ai.djl.nn.Parameter> trainedParameters() {
        ParameterList all = block.getDirectParameters();
        return trained.keySet().stream().map(all::get).toList();
    }

    /**
     * Returns the running statistics of batch norm, which move in training; they are this module's
     * and must not be closed.
     */
    public List<NDArray> statistics() {
        return statistics;
    }

    /**
     * Returns the parameters and running statistics as they are when they are read, batch counters
     * left out; valid until this module is closed.
     */
    public TensorSource tensors() {
        TensorMap tensors = new TensorMap("a network in the engine");
        arrays().forEach(
                        (name, array) ->
                                tensors.put(
                                        name,
                                        array.getShape().getShape(),
                                        () -> EngineValues.read(array)));
        return tensors;
    }

    /**
     * Sets parameters and running statistics.
     *
     * @param values must have each of {@link #tensors}, of the same shape; more is left aside
     */
    public void restore(TensorSource values) throws WeightsException {
        for (Map.Entry<String, NDArray> entry : arrays().entrySet()) {
            String name = entry.getKey();
            NDArray array = entry.getValue();
            if (!Arrays.equals(values.shape(name), array.getShape().getShape())) {
                throw new WeightsException(
                        "Tensor '%s' of %s is %s, the network's is %s"
                                .formatted(
                                        name,
                                        values.origin(),
                                        Arrays.toString(values.shape(name)),
                                        array.getShape()));
            }
            // A detached view shares the memory of the parameter, which PyTorch would not let be
            // written to while it requires a gradient.
            try (NDArray detached = array.stopGradient();
                    NDArray read =
                            detached.getManager().create(values.read(name), array.getShape())) {
                detached.set(WHOLE, read);
            }
        }
        pack();
    }

    private Map<String, NDArray> arrays() {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        int next = 0;
        for (Parameter parameter : graph.parameters()) {
            switch (parameter.role()) {
                case TRAINED, FIXED -> arrays.put(parameter.name(), weights.get(parameter.name()));
                case STATISTIC -> arrays.put(parameter.name(), statistics.get(next++));
                case FROZEN ->
                        throw new IllegalArgumentException(
                                "%s is frozen within the network; load what lies before the stage as a module of its own"
                                        .formatted(parameter.name()));
                case COUNTER -> {}
            }
        }
        return arrays;
    }

    /** Returns the manager that lives as long as this module does. */
    public NDManager manager() {
        return model.getNDManager();
    }

    @Override
    public void close() {
        model.close();
    }
}
