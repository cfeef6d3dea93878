package org.tagzoo.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.commons.lang3.StringUtils;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.LayerTable;

/**
 * Layers of a network that follow one another, taken together.
 *
 * @param name of the layer, the block or the stage
 * @param what its op, or how many layers it has
 * @param output the shape of its result
 * @param parameters of all its layers
 */
record NetworkBlock(String name, String what, Dims output, long parameters) {

    /**
     * Returns the layers one by one where there are few, else its blocks, such as {@code layer1.0}.
     */
    static List<NetworkBlock> forTable(LayerTable table, int most) {
        return of(table, most, (layer, before) -> layer.stage() + "\n" + block(layer, before));
    }

    /** Returns the layers one by one where there are few, else its stages. */
    static List<NetworkBlock> forDrawing(LayerTable table, int most) {
        return of(table, most, (layer, before) -> layer.stage() + "\n" + layer.stage());
    }

    /**
     * @param key a layer's stage and block, from the layer and the key of the one before it
     */
    private static List<NetworkBlock> of(
            LayerTable table, int most, BiFunction<LayerTable.Layer, String, String> key) {
        List<NetworkBlock> blocks = new ArrayList<>();
        List<LayerTable.Layer> together = new ArrayList<>();
        boolean isSingle = table.layers().size() <= most;
        String before = "";
        for (LayerTable.Layer layer : table.layers()) {
            String now = isSingle ? "" : key.apply(layer, before);
            if (!together.isEmpty() && (isSingle || !now.equals(before))) {
                blocks.add(of(together, StringUtils.substringAfter(before, "\n")));
                together.clear();
            }
            together.add(layer);
            before = now;
        }
        if (!together.isEmpty()) {
            blocks.add(of(together, StringUtils.substringAfter(before, "\n")));
        }
        return blocks;
    }

    private static NetworkBlock of(List<LayerTable.Layer> layers, String block) {
        LayerTable.Layer last = layers.get(layers.size() - 1);
        boolean isOne = layers.size() == 1;
        return new NetworkBlock(
                isOne ? last.name() : block,
                isOne ? last.op() : layers.size() + " layers",
                last.output(),
                layers.stream().mapToLong(LayerTable.Layer::parameters).sum());
    }

    /** Returns the first two parts of a layer's name, three where the second is a number. */
    private static String block(LayerTable.Layer layer, String before) {
        if (layer.name().isEmpty()) {
            boolean isSameStage = before.startsWith(layer.stage() + "\n");
            return isSameStage ? StringUtils.substringAfter(before, "\n") : "";
        }
        List<String> parts = List.of(layer.name().split("\\."));
        boolean isDeep =
                parts.size() > 3
                        && StringUtils.isNumeric(parts.get(1))
                        && StringUtils.isNumeric(parts.get(2));
        int count = parts.size() < 3 ? parts.size() : isDeep ? 3 : 2;
        return String.join(".", parts.subList(0, count));
    }

    /**
     * Returns the shape of one image's result as people write it, such as {@code 56 × 56 × 256}.
     */
    String shape() {
        if (output.isMap()) {
            return "%d × %d × %d".formatted(output.height(), output.width(), output.channels());
        }
        return output.sizes().stream().map(String::valueOf).collect(Collectors.joining(" × "));
    }
}
