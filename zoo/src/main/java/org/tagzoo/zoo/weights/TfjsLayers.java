package org.tagzoo.zoo.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tagzoo.datasets.json.CheckedJson;

/**
 * A TensorFlow.js layers model: {@code model.json} beside the shards that hold its weights.
 *
 * <p>The weights of a group lie one after the other in the group's shards, and may cross from one
 * shard to the next. Only float32 without quantisation is read. Every shard must lie in the folder
 * of {@code model.json}, and have the bytes that the manifest asks for, or the model is refused.
 */
public final class TfjsLayers extends TensorMap {

    private static final CheckedJson JSON = CheckedJson.JSON.ofAtMost(32 << 20).ignoringUnknown();

    private record Model(
            String format, JsonNode modelTopology, List<WeightsGroup> weightsManifest) {}

    private record WeightsGroup(List<String> paths, List<Weight> weights) {}

    private record Weight(String name, String dtype, List<Integer> shape, JsonNode quantization) {}

    /** A shard, and where its first byte lies among those of its group. */
    private record Shard(Path file, long start, long end) {}

    private final JsonNode topology;

    private TfjsLayers(Path modelJson, Model model) throws IOException {
        super(modelJson.toString());
        this.topology =
                model.modelTopology() == null ? MissingNode.getInstance() : model.modelTopology();
        Path folder = modelJson.toAbsolutePath().getParent().toRealPath();
        require(
                "layers-model".equals(model.format()),
                "format is no layers-model: it lists no weights; was an error saved as the file, or an index without its tensors?");
        require(model.weightsManifest() != null, "it has no weightsManifest");
        for (WeightsGroup group : model.weightsManifest()) {
            readGroup(group, folder);
        }
    }

    /**
     * Opens a model by its {@code model.json}, and checks the sizes of its shards.
     *
     * @throws WeightsException if something is missing, of another size, quantised, or not float32
     */
    public static TfjsLayers open(Path modelJson) throws WeightsException {
        try {
            return new TfjsLayers(modelJson, JSON.read(modelJson, Model.class));
        } catch (WeightsException e) {
            throw e;
        } catch (IOException | ArithmeticException e) {
            throw new WeightsException("Can't read the tfjs model " + modelJson + ": " + e, e);
        }
    }

    private void readGroup(WeightsGroup group, Path folder) throws IOException {
        require(group.paths() != null && group.weights() != null, "a bad manifest");
        List<Shard> shards = new ArrayList<>();
        Set<Path> files = new HashSet<>();
        long stored = 0;
        for (String path : group.paths()) {
            Path file = shardFile(folder, path);
            require(files.add(file), "shard '" + path + "' is named twice");
            long end = stored + Files.size(file);
            shards.add(new Shard(file, stored, end));
            stored = end;
        }
        long needed = 0;
        for (Weight weight : group.weights()) {
            long start = needed;
            int size = size(weight);
            needed = Math.addExact(start, size);
            require(
                    !names().contains(weight.name()),
                    "weight '" + weight.name() + "' is given twice");
            put(
                    weight.name(),
                    weight.shape().stream().mapToLong(Integer::longValue).toArray(),
                    () -> read(weight.name(), start, size, shards));
        }
        require(
                needed == stored,
                "its weights need %d bytes, its shards hold %d".formatted(needed, stored));
    }

    private Path shardFile(Path folder, String path) throws IOException {
        require(
                path.matches("[A-Za-z0-9_][A-Za-z0-9_.\\-]{0,199}"),
                "shard path '" + path + "' is not a plain file name");
        Path file = folder.resolve(path);
        require(Files.isRegularFile(file), "shard '" + path + "' is missing");
        require(
                file.toRealPath().startsWith(folder),
                "shard '" + path + "' lies outside its folder");
        return file;
    }

    /** Returns how many bytes a weight has. */
    private int size(Weight weight) throws WeightsException {
        String name = weight.name();
        require(
                name != null && !name.isEmpty() && weight.shape() != null,
                "a weight has no name or shape");
        require(
                weight.quantization() == null,
                "weight '" + name + "' is quantised, which isn't read");
        require(
                "float32".equals(weight.dtype()),
                "weight '%s' has dtype %s, only float32 is read".formatted(name, weight.dtype()));
        long size = Float.BYTES;
        for (int dimension : weight.shape()) {
            require(dimension >= 0, "weight '%s' has shape %s".formatted(name, weight.shape()));
            size = Math.multiplyExact(size, dimension);
        }
        require(size <= Integer.MAX_VALUE, "weight '" + name + "' has more than 2 GiB");
        return (int) size;
    }

    /** Returns the {@code modelTopology} of {@code model.json}: what layers there are. */
    JsonNode topology() {
        return topology;
    }

    private FloatBuffer read(String name, long start, int size, List<Shard> shards)
            throws WeightsException {
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        try {
            for (Shard shard : shards) {
                long at = start + bytes.position();
                if (at >= shard.start() && at < shard.end() && bytes.hasRemaining()) {
                    int count = (int) Math.min(bytes.remaining(), shard.end() - at);
                    try (FileChannel channel = FileChannel.open(shard.file())) {
                        ByteBuffer part = bytes.slice(bytes.position(), count);
                        StoredTensor.fill(channel, at - shard.start(), part);
                    }
                    bytes.position(bytes.position() + count);
                }
            }
        } catch (IOException e) {
            throw new WeightsException("Can't read '%s' of %s: %s".formatted(name, origin(), e), e);
        }
        return bytes.flip().asFloatBuffer().asReadOnlyBuffer();
    }

    private void require(boolean held, String problem) throws WeightsException {
        if (!held) {
            throw new WeightsException("The tfjs model %s: %s".formatted(origin(), problem));
        }
    }
}
