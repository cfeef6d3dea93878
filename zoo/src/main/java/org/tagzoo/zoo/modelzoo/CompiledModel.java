package org.tagzoo.zoo.modelzoo;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.TorchScriptArchive;

/**
 * A network as a DJL model that predicts: its parameters are frozen and its batch norm is folded.
 * DJL's option {@code trainParam} asks for one to train: it is in training mode, and its block has
 * the parameters that are {@linkplain org.tagzoo.zoo.network.Parameter.Role#TRAINED trained}, under
 * torchvision's names.
 *
 * @param graph the network
 * @param values its parameters
 * @param precision of convolutions and linear layers
 */
record CompiledModel(Graph graph, ParameterValues values, Precision precision) {

    /**
     * Loads the network into the engine.
     *
     * @param name of the model
     * @param device where it computes; null for the engine's first choice
     * @param options of DJL's PyTorch engine; may be null
     * @param folder of the weights, which the model gives as its path; nothing is written there
     */
    Model load(String name, Device device, Map<String, String> options, Path folder)
            throws IOException, MalformedModelException {
        Path file = Files.createTempFile("tagzoo-", ".pt");
        Model model = Model.newInstance(name, device, TagZooModelZoo.ENGINE);
        try {
            Map<String, String> all = new HashMap<>(Map.of("mapLocation", "true"));
            if (options != null) {
                all.putAll(options);
            }
            boolean trains = Boolean.parseBoolean(all.get("trainParam"));
            if (trains) {
                write(file, graph, values);
            } else {
                FoldedNorms folded = FoldedNorms.of(graph.frozen(), values);
                write(file, folded.graph(), folded.values());
            }
            // An absolute prefix stands for the file itself, wherever the model's folder is.
            model.load(folder, file.toString(), all);
            if (trains) {
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
        TorchScriptArchive.write(file, network, from, precision, MemoryFormat.CHANNELS_LAST);
    }
}
