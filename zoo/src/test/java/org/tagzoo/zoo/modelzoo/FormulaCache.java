package org.tagzoo.zoo.modelzoo;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.weights.SafetensorsWriter;
import org.tagzoo.zoo.weights.TensorSource;

/** A cache of weights that are filled by a formula. */
public final class FormulaCache {

    private FormulaCache() {}

    /** Puts a card's whole network into a cache. */
    public static void put(Path folder, String cardName) throws IOException {
        WeightsCard card = WeightsRegistry.standard().card(cardName).orElseThrow();
        Path file = new WeightsCache(folder).weightsFile(card);
        Files.createDirectories(file.getParent());
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (Parameter parameter : CardNetwork.of(card).network().graph().parameters()) {
            if (parameter.role() != Parameter.Role.COUNTER) {
                parameters.put(parameter.name(), parameter);
            }
        }
        SafetensorsWriter.write(file, new Tensors(parameters), Map.of());
    }

    private record Tensors(Map<String, Parameter> parameters) implements TensorSource {

        @Override
        public String origin() {
            return "a formula";
        }

        @Override
        public Set<String> names() {
            return parameters.keySet();
        }

        @Override
        public long[] shape(String name) {
            return parameters.get(name).shape().stream().mapToLong(Integer::longValue).toArray();
        }

        @Override
        public FloatBuffer read(String name) {
            return FloatBuffer.wrap(new FormulaValues().values(parameters.get(name)));
        }

        @Override
        public void close() {}
    }
}
