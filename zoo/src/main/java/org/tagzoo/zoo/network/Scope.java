package org.tagzoo.zoo.network;

import java.util.List;

/**
 * A place in the tree of names: {@code root.child("layer1").child("0")} declares {@code
 * layer1.0.…}.
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

    Parameter trained(String name, Init init, Integer... shape) {
        return declare(name, Parameter.Role.TRAINED, init, List.of(shape));
    }

    Parameter declare(String name, Parameter.Role role, Init init, List<Integer> shape) {
        return tracer.declare(new Parameter(prefix + name, shape, role, init));
    }
}
