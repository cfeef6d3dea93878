package org.tagzoo.zoo.weights;

import java.nio.FloatBuffer;

/** Tensors made in a test. */
final class InMemoryTensors extends TensorMap {

    InMemoryTensors() {
        super("memory");
    }

    InMemoryTensors with(String name, long[] shape, float... content) {
        put(name, shape, () -> FloatBuffer.wrap(content));
        return this;
    }
}
