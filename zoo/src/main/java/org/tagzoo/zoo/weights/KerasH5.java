package org.tagzoo.zoo.weights;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.filter.PipelineFilterWithData;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keras's weights in HDF5, whole models or weights alone, under names of layer and kind as tfjs
 * layers have them: {@code block1_conv1/kernel}, {@code bn_conv1/moving_mean}. Files of Keras 1 and
 * 2 name kinds differently. Tensors are float32, whole or in chunks, plain or packed with gzip, and
 * no larger than the file can hold.
 */
public final class KerasH5 extends TensorMap {

    static final byte[] START = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    private static final Pattern KIND =
            Pattern.compile(
                    "(?:.*[/_])?(kernel|W|bias|b|gamma|beta|moving_mean|moving_variance|running_mean|running_std)(?:_\\d+)?(?::0)?");
    private static final Map<String, String> NEWER =
            Map.of(
                    "W", "kernel",
                    "b", "bias",
                    "running_mean", "moving_mean",
                    "running_std", "moving_variance");

    /** Deflate, shuffle and a check sum, by their numbers in HDF5. */
    private static final Set<Integer> FILTERS = Set.of(1, 2, 3);

    /** Deflate makes nothing smaller by more. */
    private static final long MOST_PACKED = 1032;

    private static final int MOST_TENSORS = 20_000;
    private static final int DEEPEST = 6;

    private final HdfFile file;
    private final long fileBytes;

    /** Groups and tensors seen: hard links may lead to a few by very many ways. */
    private int seen;

    private KerasH5(Path path, HdfFile file) throws IOException {
        super(path.toString());
        this.file = file;
        this.fileBytes = Files.size(path);
    }

    /**
     * Opens a file.
     *
     * @throws WeightsException if it is no such file, or its tensors can't be read; one line
     */
    public static KerasH5 open(Path path) throws WeightsException {
        HdfFile file = null;
        KerasH5 opened = null;
        try {
            file = new HdfFile(path);
            KerasH5 source = new KerasH5(path, file);
            Node model = file.getChildren().get("model_weights");
            source.add(model instanceof Group weights ? weights : file, "", 0);
            opened = source;
            return source;
        } catch (WeightsException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw damaged(path.toString(), e);
        } finally {
            if (opened == null && file != null) {
                file.close();
            }
        }
    }

    private static WeightsException damaged(String path, Throwable e) {
        return new WeightsException(
                "%s can't be read as HDF5: %s".formatted(path, String.valueOf(e.getMessage())), e);
    }

    private void add(Group group, String layer, int depth) throws WeightsException {
        require(depth <= DEEPEST, "has groups in groups, more than %d deep".formatted(DEEPEST));
        for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
            require(
                    ++seen <= MOST_TENSORS,
                    "has more than %d tensors and groups".formatted(MOST_TENSORS));
            if (child.getValue().isLink()) {
                throw new WeightsException(
                        "%s has a link, '%s', which is not followed"
                                .formatted(origin(), child.getKey()));
            }
            // The first group names the layer; a group below it repeats it, or is a network's.
            String inner = layer.isEmpty() || !isLast(child.getValue()) ? child.getKey() : layer;
            if (child.getValue() instanceof Group below) {
                add(below, isLast(below) && !layer.isEmpty() ? layer : inner, depth + 1);
            } else if (child.getValue() instanceof Dataset tensor) {
                Matcher kind = KIND.matcher(child.getKey());
                require(kind.matches(), "has '%s', which is no weight".formatted(child.getKey()));
                String name = NEWER.getOrDefault(kind.group(1), kind.group(1));
                add(layer + "/" + name, tensor);
            }
        }
    }

    private static boolean isLast(Node node) {
        return !(node instanceof Group group)
                || group.getChildren().values().stream().allMatch(Dataset.class::isInstance);
    }

    private void add(String name, Dataset tensor) throws WeightsException {
        require(!names().contains(name), "has '%s' twice".formatted(name));
        require(
                tensor.getJavaType() == float.class && !tensor.isCompound(),
                "has '%s' as %s, not float32".formatted(name, tensor.getJavaType()));
        long bytes = tensor.getSizeInBytes();
        boolean isPacked = !tensor.getFilters().isEmpty();
        Set<Integer> filters = new HashSet<>();
        for (PipelineFilterWithData filter : tensor.getFilters()) {
            require(
                    FILTERS.contains(filter.getId()),
                    "packs '%s' by %s; only gzip is read".formatted(name, filter.getName()));
            require(
                    filters.add(filter.getId()),
                    "packs '%s' by %s twice".formatted(name, filter.getName()));
        }
        require(
                !isPacked || tensor.getStorageInBytes() <= mostStored(tensor),
                "packs '%s' in more bytes than its %s numbers need"
                        .formatted(name, Arrays.toString(tensor.getDimensions())));
        long room = Math.min(fileBytes, Math.max(0, tensor.getStorageInBytes()));
        require(
                bytes >= 0
                        && bytes <= (isPacked ? MOST_PACKED : 1) * room
                        && bytes <= Integer.MAX_VALUE,
                "has %d bytes for '%s', which can't hold its %s numbers"
                        .formatted(room, name, Arrays.toString(tensor.getDimensions())));
        long[] shape = Arrays.stream(tensor.getDimensions()).asLongStream().toArray();
        put(name, shape, () -> values(name, tensor));
    }

    /** Returns the bytes of whole chunks, each with what packing may add to noise. */
    private static double mostStored(Dataset tensor) {
        double bytes = Float.BYTES;
        double chunks = 1;
        if (tensor instanceof ChunkedDataset chunked) {
            int[] chunk = chunked.getChunkDimensions();
            for (int i = 0; i < chunk.length; i++) {
                chunks *= Math.ceil((double) tensor.getDimensions()[i] / chunk[i]);
                bytes *= chunk[i];
            }
        }
        return chunks * (bytes + bytes / 1000 + 64);
    }

    private FloatBuffer values(String name, Dataset tensor) throws WeightsException {
        try {
            Object values = tensor.getDataFlat();
            if (values instanceof float[] floats && floats.length == tensor.getSize()) {
                return FloatBuffer.wrap(floats);
            }
            throw new WeightsException(
                    origin() + ": '" + name + "' has other numbers than it says");
        } catch (RuntimeException | OutOfMemoryError e) {
            throw damaged(origin(), e);
        }
    }

    private void require(boolean held, String problem) throws WeightsException {
        if (!held) {
            throw new WeightsException(origin() + " " + problem);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
