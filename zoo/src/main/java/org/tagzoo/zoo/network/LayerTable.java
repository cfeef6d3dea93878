package org.tagzoo.zoo.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.lang3.StringUtils;

/**
 * What a network is made of, in the order in which it is computed: the steps that have parameters,
 * and those that change a shape.
 *
 * @param layers the lines
 * @param parameters of all lines together: what papers count, running statistics left out
 * @param kerasParameters the same as {@link KerasCount} has it
 * @param multiplyAdds of all lines together, for one image
 */
public record LayerTable(
        List<Layer> layers, long parameters, long kerasParameters, long multiplyAdds) {

    /**
     * A step.
     *
     * @param stage from which it can be trained, such as {@code layer4}
     * @param name of its parameters, such as {@code layer4.0.conv1}; empty if it has none
     * @param op such as {@code Conv2d}
     * @param output the shape of its result
     * @param parameters how many numbers it adds; 0 for those of an earlier step
     * @param multiplyAdds for one image
     */
    public record Layer(
            String stage, String name, String op, Dims output, long parameters, long multiplyAdds) {

        private boolean isShown(Dims input) {
            return !name.isEmpty() || multiplyAdds > 0 || !output.equals(input);
        }
    }

    public LayerTable {
        layers = List.copyOf(layers);
    }

    /**
     * Lists the layers of a network.
     *
     * @param body of the network
     */
    public static LayerTable of(Graph graph, Backbone body) {
        List<Layer> layers = new ArrayList<>();
        Set<Parameter> counted = new HashSet<>();
        long[] times = MultiplyAdds.perImage(graph.nodes());
        int stages = 0;
        for (int n = 0; n < graph.nodes().size(); n++) {
            while (stages < graph.stages().size() && graph.stages().get(stages).node() < n) {
                stages++;
            }
            Node node = graph.nodes().get(n);
            List<Dims> inputs =
                    node.inputs().stream().map(i -> graph.nodes().get(i).dims()).toList();
            List<Parameter> own = node.op().parameters();
            Layer layer =
                    new Layer(
                            stages == 0 ? Stage.STEM : graph.stageNames().get(stages - 1),
                            own.isEmpty()
                                    ? ""
                                    : StringUtils.removeEnd(own.get(0).name(), ".weight"),
                            node.op().getClass().getSimpleName(),
                            node.dims(),
                            own.stream()
                                    .filter(p -> p.role().isWeight() && counted.add(p))
                                    .mapToLong(Parameter::count)
                                    .sum(),
                            times[n] * node.op().multiplyAdds(inputs, node.dims()));
            if (!inputs.isEmpty() && layer.isShown(inputs.get(0))) {
                layers.add(layer);
            }
        }
        return new LayerTable(
                layers,
                layers.stream().mapToLong(Layer::parameters).sum(),
                KerasCount.of(graph, body),
                layers.stream().mapToLong(Layer::multiplyAdds).sum());
    }
}
