package org.tagzoo.zoo.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A graph in two parts at a stage. Inputs of the network go to the part that reads them, or to
 * both; all else passes through the stage's one value.
 */
record Cut(Graph graph, Stage stage) {

    /** Returns what gives the stage's value. */
    Graph before() {
        int[] place = new int[graph.nodes().size()];
        List<Node> nodes = new ArrayList<>();
        Set<Integer> read = inputs(0, stage.node() + 1);
        for (int i = 0; i <= stage.node(); i++) {
            Node node = graph.nodes().get(i);
            if (!(node.op() instanceof Input) || i == stage.node() || read.contains(i)) {
                place[i] = nodes.size();
                nodes.add(node.at(place));
            }
        }
        int index = (int) graph.stages().stream().filter(s -> s.node() < stage.node()).count();
        return new Graph(
                nodes,
                graph.parameters().subList(0, stage.firstParameter()),
                stages(0, index, place, 0));
    }

    /**
     * Returns what goes from the stage's value on to the outputs.
     *
     * @throws IllegalArgumentException if it takes more from before than that and inputs
     */
    Graph from() {
        int size = graph.nodes().size();
        int[] place = new int[size];
        Dims dims = graph.nodes().get(stage.node()).dims();
        List<Node> nodes = new ArrayList<>();
        nodes.add(new Node(new Input(Input.FEATURES, dims, Optional.empty()), List.of(), dims));
        Set<Integer> taken = taken();
        for (int i = 0; i < size; i++) {
            if (i > stage.node() || taken.contains(i)) {
                place[i] = nodes.size();
                nodes.add(graph.nodes().get(i).at(place));
            }
        }
        int first = stage.firstParameter();
        return new Graph(
                nodes,
                graph.parameters().subList(first, graph.parameters().size()),
                stages(graph.stages().indexOf(stage), graph.stages().size(), place, first),
                graph.outputs().stream().map(output -> output.at(place)).toList());
    }

    /** Returns the inputs before the stage that are used after it. */
    private Set<Integer> taken() {
        Set<Integer> taken = inputs(stage.node() + 1, graph.nodes().size());
        graph.outputs().forEach(output -> taken.add(output.node()));
        taken.removeIf(node -> node >= stage.node());
        for (int node : taken) {
            Op op = graph.nodes().get(node).op();
            if (!(op instanceof Input)) {
                throw new IllegalArgumentException(
                        "The network can't be cut at stage '%s': what follows also takes the result of step %d, %s, from before it; it may take the stage's own value and inputs of the network only"
                                .formatted(stage.name(), node, op.getClass().getSimpleName()));
            }
        }
        return taken;
    }

    private Set<Integer> inputs(int from, int to) {
        return graph.nodes().subList(from, to).stream()
                .flatMap(node -> node.inputs().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Stage> stages(int from, int to, int[] place, int firstParameter) {
        return graph.stages().subList(from, to).stream()
                .map(s -> new Stage(s.name(), place[s.node()], s.firstParameter() - firstParameter))
                .toList();
    }
}
