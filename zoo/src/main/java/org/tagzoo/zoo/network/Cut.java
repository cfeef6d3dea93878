package org.tagzoo.zoo.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph in two parts at a stage. Inputs of the network go to the part that reads them, or to
 * both; all else passes through the stage's one value.
 */
record Cut(Graph graph, Stage stage) {

    /** Returns what gives the stage's value. */
    Graph before() {
        Map<Integer, Integer> place = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i <= stage.node(); i++) {
            Node node = graph.nodes().get(i);
            if (!(node.op() instanceof InputOp) || i == stage.node() || isReadBefore(i)) {
                place.put(i, nodes.size());
                nodes.add(moved(node, place));
            }
        }
        List<Stage> stages =
                graph.stages().subList(0, graph.stages().indexOf(stage)).stream()
                        .map(each -> moved(each, place, 0))
                        .toList();
        return new Graph(nodes, graph.parameters().subList(0, stage.firstParameter()), stages);
    }

    private boolean isReadBefore(int input) {
        return graph.nodes().subList(0, stage.node() + 1).stream()
                .anyMatch(node -> node.inputs().contains(input));
    }

    /**
     * Returns what goes from the stage's value on to the outputs.
     *
     * @throws IllegalArgumentException if it takes more from before than that and inputs
     */
    Graph from() {
        Map<Integer, Integer> place = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        place.put(stage.node(), 0);
        nodes.add(
                new Node(
                        new Features(Features.FEATURES, graph.nodes().get(stage.node()).dims()),
                        List.of(),
                        graph.nodes().get(stage.node()).dims()));
        Set<Integer> taken = taken();
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            if (i > stage.node() || (taken.contains(i) && node.op() instanceof InputOp)) {
                place.putIfAbsent(i, nodes.size());
                nodes.add(moved(node, place));
            }
        }
        List<Stage> stages =
                graph
                        .stages()
                        .subList(graph.stages().indexOf(stage), graph.stages().size())
                        .stream()
                        .map(each -> moved(each, place, stage.firstParameter()))
                        .toList();
        List<Parameter> parameters =
                graph.parameters().subList(stage.firstParameter(), graph.parameters().size());
        List<Output> outputs =
                graph.outputs().stream()
                        .map(each -> new Output(each.name(), place.get(each.node())))
                        .toList();
        return new Graph(nodes, parameters, stages, outputs);
    }

    /** Returns the nodes before the stage, but for its own, whose results are used after it. */
    private Set<Integer> taken() {
        Set<Integer> taken = new HashSet<>();
        graph.nodes()
                .subList(stage.node() + 1, graph.nodes().size())
                .forEach(node -> taken.addAll(node.inputs()));
        graph.outputs().forEach(output -> taken.add(output.node()));
        taken.removeIf(node -> node >= stage.node());
        for (int node : taken) {
            if (!(graph.nodes().get(node).op() instanceof InputOp)) {
                throw new IllegalArgumentException(
                        ("The network can't be cut at stage '%s': what follows also takes the"
                                        + " result of step %d, %s, from before it; it may take the stage's own"
                                        + " value and inputs of the network only")
                                .formatted(
                                        stage.name(),
                                        node,
                                        graph.nodes().get(node).op().getClass().getSimpleName()));
            }
        }
        return taken;
    }

    private static Node moved(Node node, Map<Integer, Integer> place) {
        return new Node(node.op(), node.inputs().stream().map(place::get).toList(), node.dims());
    }

    private static Stage moved(Stage stage, Map<Integer, Integer> place, int fewerParameters) {
        return new Stage(
                stage.name(), place.get(stage.node()), stage.firstParameter() - fewerParameters);
    }
}
