package org.tagzoo.zoo.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A TensorFlow.js layers model: {@code model.json} beside the shards that hold its weights.
 *
 * <p>The weights of a group lie one after the other in the group's shards, and may cross from one
 * shard to the next. Only float32 without quantisation is read. Every shard must lie in the folder
 * of {@code model.json}, and have the bytes that the manifest asks for, or the model is refused.
 */
public final class TfjsLayers implements TensorSource {

    private static final long LONGEST_MODEL_JSON = 32L << 20;
    private static final int DEEPEST_JSON = 64;

    private static final ObjectMapper JSON =
            new ObjectMapper(
                    JsonFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxNestingDepth(DEEPEST_JSON)
                                            .build())
                            .build());

    /** A shard, and where its first byte lies among those of its group. */
    private record Shard(Path file, long start, long end) {}

    private record Weight(List<Integer> shape, long start, long end, List<Shard> shards) {}

    private final Path modelJson;
    private final JsonNode topology;
    private final Map<String, Weight> weights = new LinkedHashMap<>();

    private TfjsLayers(Path modelJson, JsonNode model) throws IOException {
        this.modelJson = modelJson;
        this.topology = model.path("modelTopology");
        Path folder = modelJson.toAbsolutePath().getParent().toRealPath();
        require(model.path("format").asText().equals("layers-model"), "format is no layers-model");
        require(model.path("weightsManifest").isArray(), "it has no weightsManifest");
        for (JsonNode group : model.path("weightsManifest")) {
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
            long size = Files.size(modelJson);
            if (size > LONGEST_MODEL_JSON) {
                throw new WeightsException(
                        "%s has %d bytes, at most %d are read"
                                .formatted(modelJson, size, LONGEST_MODEL_JSON));
            }
            return new TfjsLayers(modelJson, JSON.readTree(Files.readAllBytes(modelJson)));
        } catch (WeightsException e) {
            throw e;
        } catch (IOException | ArithmeticException e) {
            throw new WeightsException("Can't read the tfjs model " + modelJson + ": " + e, e);
        }
    }

    private void readGroup(JsonNode group, Path folder) throws IOException {
        List<Shard> shards = new ArrayList<>();
        Set<Path> files = new HashSet<>();
        long stored = 0;
        require(group.path("paths").isArray() && group.path("weights").isArray(), "a bad manifest");
        for (JsonNode path : group.path("paths")) {
            Path file = shardFile(folder, path.asText());
            require(files.add(file), "shard '" + path.asText() + "' is named twice");
            long end = stored + Files.size(file);
            shards.add(new Shard(file, stored, end));
            stored = end;
        }
        long needed = 0;
        for (JsonNode entry : group.path("weights")) {
            String name = entry.path("name").asText();
            Weight weight = weight(entry, name, needed, List.copyOf(shards));
            require(weights.put(name, weight) == null, "weight '" + name + "' is given twice");
            needed = weight.end();
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

    private Weight weight(JsonNode entry, String name, long start, List<Shard> shards)
            throws WeightsException {
        require(!entry.has("quantization"), "weight '" + name + "' is quantised, which isn't read");
        String dtype = entry.path("dtype").asText();
        require(
                dtype.equals("float32"),
                "weight '%s' has dtype %s, only float32 is read".formatted(name, dtype));
        require(!name.isEmpty() && entry.path("shape").isArray(), "a weight has no name or shape");
        List<Integer> shape = new ArrayList<>();
        long size = Float.BYTES;
        for (JsonNode dimension : entry.path("shape")) {
            require(
                    dimension.isInt() && dimension.intValue() >= 0,
                    "weight '%s' has shape %s".formatted(name, entry.path("shape")));
            shape.add(dimension.intValue());
            size = Math.multiplyExact(size, dimension.intValue());
        }
        require(size <= Integer.MAX_VALUE, "weight '" + name + "' has more than 2 GiB");
        return new Weight(List.copyOf(shape), start, Math.addExact(start, size), shards);
    }

    /** Returns the {@code modelTopology} of {@code model.json}: what layers there are. */
    JsonNode topology() {
        return topology;
    }

    @Override
    public String origin() {
        return modelJson.toString();
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(weights.keySet());
    }

    @Override
    public long[] shape(String name) throws WeightsException {
        return weightOf(name).shape().stream().mapToLong(Integer::longValue).toArray();
    }

    @Override
    public FloatBuffer read(String name) throws WeightsException {
        Weight weight = weightOf(name);
        ByteBuffer bytes =
                ByteBuffer.allocate((int) (weight.end() - weight.start()))
                        .order(ByteOrder.LITTLE_ENDIAN);
        try {
            for (Shard shard : weight.shards()) {
                long at = weight.start() + bytes.position();
                if (at >= shard.start() && at < shard.end() && bytes.hasRemaining()) {
                    readFrom(shard, at - shard.start(), bytes);
                }
            }
        } catch (IOException e) {
            throw new WeightsException(
                    "Can't read '%s' of %s: %s".formatted(name, modelJson, e), e);
        }
        require(!bytes.hasRemaining(), "its shards end before weight '" + name + "'");
        return bytes.flip().asFloatBuffer().asReadOnlyBuffer();
    }

    private static void readFrom(Shard shard, long position, ByteBuffer bytes) throws IOException {
        int wanted = (int) Math.min(bytes.remaining(), shard.end() - shard.start() - position);
        ByteBuffer part = bytes.slice(bytes.position(), wanted);
        try (FileChannel channel = FileChannel.open(shard.file(), StandardOpenOption.READ)) {
            while (part.hasRemaining() && channel.read(part, position + part.position()) >= 0) {
                // Reads on until the part is full or the file ends.
            }
        }
        bytes.position(bytes.position() + part.position());
    }

    private Weight weightOf(String name) throws WeightsException {
        Weight weight = weights.get(name);
        require(weight != null, "it has no weight '" + name + "'");
        return weight;
    }

    private void require(boolean held, String problem) throws WeightsException {
        if (!held) {
            throw new WeightsException("The tfjs model %s: %s".formatted(modelJson, problem));
        }
    }

    /** Does nothing: shards are opened for each read. */
    @Override
    public void close() {}
}
