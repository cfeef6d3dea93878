package org.tagzoo.zoo.torchscript;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;

/**
 * A compiled network in the engine. Its native memory is freed by {@link #close}. Used by one
 * thread at a time.
 *
 * <p>Parameters ask for gradients as their {@link Parameter.Role} says: running statistics never
 * do.
 */
public final class ScriptModule implements AutoCloseable {

    private static final String FILE = "module";

    private final Graph graph;
    private final Model model;
    private final PtSymbolBlock block;
    private final ParameterStore store;
    private final Map<String, NDArray> weights = new LinkedHashMap<>();
    private final Map<String, NDArray> trained = new LinkedHashMap<>();

    private ScriptModule(Graph graph, Model model) {
        this.graph = graph;
        this.model = model;
        this.block = (PtSymbolBlock) model.getBlock();
        this.store = new ParameterStore(model.getNDManager(), false);
        // DJL loads modules in evaluation mode, while the block believes that it is training.
        JniUtils.enableTrainingMode(block);
        for (Pair<String, ai.djl.nn.Parameter> pair : block.getDirectParameters()) {
            weights.put(pair.getKey(), pair.getValue().getArray());
        }
        for (Parameter parameter : graph.parameters()) {
            if (parameter.role().isWeight()) {
                NDArray array = weights.get(parameter.name());
                boolean isTrained = parameter.role() == Parameter.Role.TRAINED;
                array.setRequiresGradient(isTrained);
                if (isTrained) {
                    trained.put(parameter.name(), array);
                }
            }
        }
    }

    /**
     * Compiles a graph and loads it.
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
        try {
            // On the processor, parameters are filled where they lie, without a copy on disk.
            boolean fillsInPlace = !device.isGpu();
            if (fillsInPlace) {
                TorchScriptArchive.writeEmpty(file, graph, precision, format);
            } else {
                TorchScriptArchive.write(file, graph, values, precision, format);
            }
            model.load(folder, FILE, Map.of("trainParam", "true", "mapLocation", "true"));
            ScriptModule module = new ScriptModule(graph, model);
            if (fillsInPlace) {
                module.fill(values);
            }
            return module;
        } catch (MalformedModelException | IOException | RuntimeException e) {
            model.close();
            if (e instanceof IOException io) {
                throw io;
            }
            if (e instanceof UncheckedIOException unchecked) {
                throw unchecked.getCause();
            }
            throw new IOException("The engine did not load the network", e);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private void fill(ParameterValues values) {
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDList statistics = statistics(manager);
            int next = 0;
            for (Parameter parameter : graph.parameters()) {
                // Counters are 0 as they are made.
                if (parameter.role() != Parameter.Role.COUNTER) {
                    NDArray array =
                            parameter.role().isWeight()
                                    ? weights.get(parameter.name())
                                    : statistics.get(next++);
                    // The array's own memory: it is contiguous, and on the processor.
                    values.copyTo(parameter, array.toByteBuffer(true));
                }
            }
        }
    }

    /**
     * Runs the network.
     *
     * @param input pixels as unsigned bytes {@code [N, H, W, 3]}, or embeddings {@code [N, F]}
     * @param training whether batch norm and dropout act as in training
     * @return the result, owned by the input's manager
     */
    public NDArray forward(NDArray input, boolean training) {
        return block.forward(store, new NDList(input), training).singletonOrThrow();
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

    /** Returns a copy of all parameters' values as they are now, running statistics too. */
    public Map<String, float[]> state() {
        Map<String, float[]> state = new LinkedHashMap<>();
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDList statistics = statistics(manager);
            int next = 0;
            for (Parameter parameter : graph.parameters()) {
                state.put(
                        parameter.name(),
                        switch (parameter.role()) {
                            case TRAINED, FIXED -> weights.get(parameter.name()).toFloatArray();
                            case STATISTIC -> statistics.get(next++).toFloatArray();
                            case COUNTER -> new float[1];
                        });
            }
        }
        return state;
    }

    private NDList statistics(NDManager manager) {
        List<Parameter> parameters = graph.parameters();
        if (parameters.stream().noneMatch(p -> p.role() == Parameter.Role.STATISTIC)) {
            return new NDList();
        }
        try (IValue result = IValueUtils.runMethod(block, "statistics")) {
            return result.toNDList((ai.djl.pytorch.engine.PtNDManager) manager);
        }
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
