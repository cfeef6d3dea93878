package org.tagzoo.zoo.weights;

import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tensors put together from several places, each read only when it is asked for. */
public class TensorMap implements TensorSource {

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Entry(long[] shape, Reader reader) {}

    private final String origin;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** Gives a tensor's values. */
    @FunctionalInterface
    public interface Reader {
        FloatBuffer read() throws WeightsException;
    }

    /**
     * @param origin where they come from, for messages
     */
    public TensorMap(String origin) {
        this.origin = origin;
    }

    /** Adds a tensor, or replaces the one of that name. */
    public final TensorMap put(String name, long[] shape, Reader reader) {
        entries.put(name, new Entry(shape.clone(), reader));
        return this;
    }

    /** Adds all tensors of a source, which stays open as long as they are read. */
    public final TensorMap putAll(String prefix, TensorSource source) throws WeightsException {
        for (String name : source.names()) {
            put(prefix + name, source.shape(name), () -> source.read(name));
        }
        return this;
    }

    /** Returns the tensors of a source whose names begin with a prefix, named without it. */
    public static TensorMap below(TensorSource source, String prefix) throws WeightsException {
        TensorMap map = new TensorMap(source.origin());
        for (String name : new TreeSet<>(source.names())) {
            if (name.startsWith(prefix)) {
                String rest = name.substring(prefix.length());
                map.put(rest, source.shape(name), () -> source.read(name));
            }
        }
        return map;
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    @Override
    public long[] shape(String name) throws WeightsException {
        return entry(name).shape().clone();
    }

    @Override
    public FloatBuffer read(String name) throws WeightsException {
        return entry(name).reader().read();
    }

    private Entry entry(String name) throws WeightsException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new WeightsException("There is no tensor '" + name + "' in " + origin);
        }
        return entry;
    }

    /** Closes nothing: what the tensors come from belongs to others. */
    @Override
    public void close() throws WeightsException {}
}
