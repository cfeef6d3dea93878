package org.tagzoo.zoo.weights;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code torch.save} wrote before PyTorch 1.6, and most of torchvision's files: four pickles
 * (a magic number, a version, facts about the machine, the object), a list of storages' keys, then
 * each storage as a count (8 bytes) and its numbers.
 */
final class LegacyTorchFile {

    /** The first bytes of such a file: protocol 2, and a number of ten bytes. */
    static final byte[] START = HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e");

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long VERSION = 1001;

    private final String origin;
    private final FileChannel channel;

    private LegacyTorchFile(Path file, FileChannel channel) {
        this.origin = file.toString();
        this.channel = channel;
    }

    /**
     * @param channel taken over if this returns
     */
    static TensorSource open(Path file, FileChannel channel) throws IOException {
        return new LegacyTorchFile(file, channel).read(file);
    }

    private TensorSource read(Path file) throws IOException {
        // Mapped if it is large, so that of its tensors nothing is read here.
        long size = Math.min(channel.size(), TorchZip.LONGEST_PICKLE);
        PickleInput in = new PickleInput(StoredTensor.bytes(channel, 0, size));
        require(MAGIC.equals(load(in)), "its first number is not PyTorch's");
        require(isNumber(load(in), VERSION), "its version is not " + VERSION);
        require(
                load(in) instanceof Map<?, ?> machine
                        && Boolean.TRUE.equals(machine.get("little_endian")),
                "it was saved on a big-endian machine, which isn't read");
        TensorUnpickler.Unpickled saved = TensorUnpickler.load(in, false, origin);
        StateDict state = StateDict.of(saved.object(), origin);
        Map<String, PickledTensor.Storage> storages = byKey(saved.storages());
        if (!(load(in) instanceof List<?> keys)) {
            throw new WeightsException(origin + " is not sound: it does not list its storages");
        }
        Map<String, Long> starts = starts(keys, storages, in.position());
        Map<String, StoredTensor> tensors =
                PickledTensor.located(
                        state.tensors(),
                        storage -> {
                            Long start = starts.get(storage.key());
                            require(start != null, "storage '" + storage.key() + "' is missing");
                            return start;
                        });
        return new StoredTensors(file, channel, tensors, state.choice());
    }

    private Object load(PickleInput in) throws WeightsException {
        return TensorUnpickler.load(in, false, origin).object();
    }

    private static boolean isNumber(Object value, long expected) {
        return value instanceof Number number && number.longValue() == expected;
    }

    private Map<String, PickledTensor.Storage> byKey(Set<PickledTensor.Storage> storages)
            throws WeightsException {
        Map<String, PickledTensor.Storage> byKey = new HashMap<>();
        for (PickledTensor.Storage storage : storages) {
            require(
                    byKey.put(storage.key(), storage) == null,
                    "storage '" + storage.key() + "' is described in two ways");
        }
        return byKey;
    }

    /** Walks over the storages, which are in the file one behind the other. */
    private Map<String, Long> starts(
            List<?> keys, Map<String, PickledTensor.Storage> storages, long position)
            throws IOException {
        Map<String, Long> starts = new HashMap<>();
        ByteBuffer count = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long at = position;
        for (Object key : keys) {
            PickledTensor.Storage storage = storages.get(key instanceof String text ? text : "");
            require(storage != null, "nothing refers to storage '" + key + "'");
            require(at <= channel.size() - Long.BYTES, "it is cut short");
            StoredTensor.fill(channel, at, count.clear());
            require(
                    count.getLong(0) == storage.count(),
                    "storage '%s' has %d numbers, expected %d"
                            .formatted(key, count.getLong(0), storage.count()));
            at += Long.BYTES;
            long room = (channel.size() - at) / storage.type().sizeInBytes();
            require(storage.count() <= room, "it is cut short");
            starts.put(storage.key(), at);
            at += storage.count() * storage.type().sizeInBytes();
        }
        return starts;
    }

    private void require(boolean held, String problem) throws WeightsException {
        if (!held) {
            throw new WeightsException(origin + " is not sound: " + problem);
        }
    }
}
