package org.tagzoo.zoo.weights;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Tensors made in a test. */
final class InMemoryTensors implements TensorSource {

    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final Map<String, float[]> values = new LinkedHashMap<>();

    InMemoryTensors with(String name, long[] shape, float... content) {
        shapes.put(name, shape);
        values.put(name, content);
        return this;
    }

    @Override
    public String origin() {
        return "memory";
    }

    @Override
    public Set<String> names() {
        return shapes.keySet();
    }

    @Override
    public long[] shape(String name) {
        return shapes.get(name);
    }

    @Override
    public FloatBuffer read(String name) {
        return FloatBuffer.wrap(values.get(name));
    }

    @Override
    public void close() {}
}
