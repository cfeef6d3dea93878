package org.tagzoo.zoo.modelzoo;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.TorchScriptArchive;

/**
 * A network as a DJL model that predicts: its parameters are frozen, unless DJL's option {@code
 * trainParam} says otherwise.
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
            TorchScriptArchive.write(file, graph, values, precision, MemoryFormat.CHANNELS_LAST);
            Map<String, String> all = new HashMap<>(Map.of("mapLocation", "true"));
            if (options != null) {
                all.putAll(options);
            }
            // An absolute prefix stands for the file itself, wherever the model's folder is.
            model.load(folder, file.toString(), all);
            return model;
        } catch (MalformedModelException | IOException | RuntimeException e) {
            model.close();
            throw e;
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
