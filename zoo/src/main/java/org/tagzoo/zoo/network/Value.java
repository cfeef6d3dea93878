package org.tagzoo.zoo.network;

/** A tensor that is yet to be computed: the result of a node in a graph that is being traced. */
public final class Value {

    private final Tracer tracer;
    private final int node;
    private final Dims dims;

    Value(Tracer tracer, int node, Dims dims) {
        this.tracer = tracer;
        this.node = node;
        this.dims = dims;
    }

    Tracer tracer() {
        return tracer;
    }

    int node() {
        return node;
    }

    /**
     * Returns what an op makes of this value, and of others after it.
     *
     * @throws IllegalArgumentException if it does not take such shapes, or a value is of another
     *     graph
     */
    public Value then(Op op, Value... others) {
        Value[] inputs = new Value[others.length + 1];
        inputs[0] = this;
        System.arraycopy(others, 0, inputs, 1, others.length);
        return tracer.add(op, inputs);
    }

    /**
     * Begins a stage: whatever follows takes this value and inputs of the network, and nothing else
     * from before. Until the next stage begins, parameters belong to this one.
     *
     * @return this value
     */
    public Value beginStage(String name) {
        tracer.beginStage(name, this);
        return this;
    }

    /** Returns the shape. */
    public Dims dims() {
        return dims;
    }
}
