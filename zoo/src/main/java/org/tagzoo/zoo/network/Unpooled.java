package org.tagzoo.zoo.network;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * A body that ends with its last map, where the network itself averages it, Keras's {@code
 * include_top=False}, or with an earlier map; or with what a head makes of that map first. Layers
 * after the map are left out.
 */
final class Unpooled implements Backbone {

    private static final int ANY_SIZE = 299;
    private static final Normalization ANY =
            new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    private final Backbone body;
    private final HeadForm form;
    private Optional<Set<String>> leftOut = Optional.empty();

    /**
     * @param form of a head that takes the map
     */
    Unpooled(Backbone body, HeadForm form) {
        this.body = body;
        this.form = form;
    }

    @Override
    public String name() {
        if (form.map() == null) {
            return body.name() + (form.takesMap() ? "-map" : "-flat");
        }
        String stride = Objects.toString(form.map().stride(), "");
        return body.name() + "-" + (form.takesMap() ? "map" : form.map().pool()) + stride;
    }

    @Override
    public Value embed(Scope root, Value image) {
        Value map = body.embed(root, image).tracer().cutAtLastPool(body.name());
        if (form.map() != null && form.map().stride() != null) {
            map = map.tracer().cutAtStride(form.map().stride(), body.name());
        }
        if (form.takesMap()) {
            return map;
        }
        return form.map() == null ? Layers.flatten(map) : map.then(form.map().pool().op());
    }

    @Override
    public String headName() {
        return body.headName();
    }

    @Override
    public boolean kerasScales() {
        return body.kerasScales();
    }

    @Override
    public boolean leavesOut(String tensor) {
        if (leftOut.isEmpty()) {
            Set<String> all = parameters(body::embed);
            all.removeAll(parameters(this::embed));
            leftOut = Optional.of(all);
        }
        return body.leavesOut(tensor) || leftOut.get().contains(tensor);
    }

    private static Set<String> parameters(BiFunction<Scope, Value, Value> network) {
        return Graph.ofPixels(ANY_SIZE, ANY, network).parameters().stream()
                .map(Parameter::name)
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Override
    public Optional<Positions> positions() {
        return body.positions();
    }

    @Override
    public String nameOf(String tensor) {
        return body.nameOf(tensor);
    }
}
