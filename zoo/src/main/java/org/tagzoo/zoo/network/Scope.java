package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Optional;

/**
 * A place in the tree of names: {@code root.child("layer1").child("0")} declares {@code
 * layer1.0.…}. Inputs and outputs are the whole network's, wherever they are declared.
 */
public final class Scope {

    private final Tracer tracer;
    private final String prefix;

    Scope(Tracer tracer, String prefix) {
        this.tracer = tracer;
        this.prefix = prefix;
    }

    /** Returns the place below this one; a dotted name goes several steps down. */
    public Scope child(String name) {
        return new Scope(tracer, prefix + name + ".");
    }

    /** Returns child {@code index} of a sequence. */
    public Scope child(int index) {
        return child(String.valueOf(index));
    }

    /**
     * Declares an input: images as bytes {@code [N, height, width, 3]}.
     *
     * @return the normalised images {@code [N, 3, height, width]}
     */
    public Value image(String name, int height, int width, Normalization normalization) {
        return tracer.add(new Input(name, Dims.map(3, height, width), Optional.of(normalization)));
    }

    /** Declares an input: vectors of float32 {@code [N, width]}. */
    public Value vector(String name, int width) {
        return tracer.add(new Input(name, Dims.vector(width), Optional.empty()));
    }

    /** Declares an output; a network gives its outputs in the order of their declaration. */
    public void output(String name, Value value) {
        tracer.output(name, value);
    }

    Parameter trained(String name, Init init, Integer... shape) {
        return declare(name, Parameter.Role.TRAINED, init, List.of(shape));
    }

    Parameter declare(String name, Parameter.Role role, Init init, List<Integer> shape) {
        return tracer.declare(new Parameter(prefix + name, shape, role, init));
    }
}
