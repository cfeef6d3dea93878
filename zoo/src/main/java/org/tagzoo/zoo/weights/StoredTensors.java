package org.tagzoo.zoo.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Tensors whose places in a file are known. */
final class StoredTensors implements TensorSource {

    private final Path file;
    private final FileChannel channel;
    private final Map<String, StoredTensor> tensors;

    /**
     * @param channel to the file; closed by {@link #close}
     */
    StoredTensors(Path file, FileChannel channel, Map<String, StoredTensor> tensors) {
        this.file = file;
        this.channel = channel;
        this.tensors = new LinkedHashMap<>(tensors);
    }

    @Override
    public String origin() {
        return file.toString();
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(tensors.keySet());
    }

    @Override
    public long[] shape(String name) throws WeightsException {
        return tensor(name).shapeArray();
    }

    @Override
    public String numberType(String name) throws WeightsException {
        return tensor(name).type().name();
    }

    @Override
    public FloatBuffer read(String name) throws WeightsException {
        StoredTensor tensor = tensor(name);
        try {
            return tensor.read(channel);
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    @Override
    public void read(String name, ByteBuffer target) throws WeightsException {
        StoredTensor tensor = tensor(name);
        try {
            tensor.read(channel, target);
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    private WeightsException failure(String name, IOException e) {
        return new WeightsException(
                "Can't read tensor '%s' of %s: %s".formatted(name, file, e.getMessage()), e);
    }

    private StoredTensor tensor(String name) throws WeightsException {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new WeightsException("No tensor '%s' in %s".formatted(name, file));
        }
        return tensor;
    }

    @Override
    public void close() throws WeightsException {
        try {
            channel.close();
        } catch (IOException e) {
            throw new WeightsException("Can't close " + file + ": " + e, e);
        }
    }
}
