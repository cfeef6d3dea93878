package org.tagzoo.zoo.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.commons.io.IOUtils;

/** Tensors whose places in a file are known. */
class StoredTensors implements TensorSource {

    /** Reads a format, from its first byte on. */
    interface Format<T> {
        T open(FileChannel channel) throws IOException;
    }

    private final Path file;
    private final FileChannel channel;
    private final Map<String, StoredTensor> tensors;
    private final String choice;

    /**
     * @param channel to the file; closed by {@link #close}
     */
    StoredTensors(Path file, FileChannel channel, Map<String, StoredTensor> tensors) {
        this(file, channel, tensors, "");
    }

    /**
     * @param choice see {@link #choice}
     */
    StoredTensors(
            Path file, FileChannel channel, Map<String, StoredTensor> tensors, String choice) {
        this.file = file;
        this.channel = channel;
        this.tensors = new LinkedHashMap<>(tensors);
        this.choice = choice;
    }

    /**
     * Opens a file, and closes it again if it is not sound.
     *
     * @throws WeightsException for whatever the format throws
     */
    @SuppressWarnings("MustBeClosedChecker")
    static <T> T open(Path file, Format<T> format) throws WeightsException {
        FileChannel channel = null;
        boolean isOpened = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            T opened = format.open(channel);
            isOpened = true;
            return opened;
        } catch (WeightsException e) {
            throw e;
        } catch (IOException e) {
            // An exception of the file system often says no more than the path.
            String reason = e.getClass() == IOException.class ? e.getMessage() : e.toString();
            throw new WeightsException("Can't read the weights file " + file + ": " + reason, e);
        } catch (ArithmeticException e) {
            throw new WeightsException(file + " is not sound: a size in it is too large", e);
        } finally {
            if (!isOpened) {
                IOUtils.closeQuietly(channel);
            }
        }
    }

    @Override
    public String origin() {
        return file.toString();
    }

    @Override
    public String choice() {
        return choice;
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
