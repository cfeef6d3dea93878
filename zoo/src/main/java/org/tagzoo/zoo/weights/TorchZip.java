package org.tagzoo.zoo.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * PyTorch's zip files: what {@code torch.save} writes since 1.6, and TorchScript archives.
 *
 * <p>All entries lie in one folder of any name. {@code data.pkl} is a pickle that refers to
 * storages, each a file {@code data/<key>}, stored without compression so that a tensor is read
 * straight from its place.
 */
final class TorchZip {

    /** ResNet-152's has 120 kB. */
    static final int LONGEST_PICKLE = 16 << 20;

    private final String origin;
    private final ZipDirectory zip;
    private final String folder;

    private TorchZip(String origin, ZipDirectory zip, String folder) {
        this.origin = origin;
        this.zip = zip;
        this.folder = folder;
    }

    /**
     * @param channel taken over if this returns
     */
    static TensorSource open(Path file, FileChannel channel) throws IOException {
        ZipDirectory zip = ZipDirectory.read(channel);
        String first = zip.entries().stream().findFirst().map(ZipDirectory.Entry::name).orElse("");
        String folder = first.substring(0, first.indexOf('/') + 1);
        TorchZip torch = new TorchZip(file.toString(), zip, folder);
        return new StoredTensors(file, channel, torch.located(torch.tensors()));
    }

    private Map<String, PickledTensor> tensors() throws IOException {
        Optional<ZipDirectory.Entry> pickle = zip.entry(folder + "data.pkl");
        if (pickle.isEmpty()) {
            throw new WeightsException(
                    "%s is a zip file, but not one of PyTorch's: it has no %sdata.pkl"
                            .formatted(origin, folder));
        }
        Optional<ZipDirectory.Entry> order = zip.entry(folder + "byteorder");
        if (order.isPresent() && !text(order.get()).equals("little")) {
            throw new WeightsException(
                    origin + " was saved on a big-endian machine, which isn't read");
        }
        byte[] bytes = zip.content(pickle.get(), LONGEST_PICKLE);
        // torch.load tells the two apart by the same file.
        boolean script = zip.entry(folder + "constants.pkl").isPresent();
        Object saved =
                TensorUnpickler.load(new PickleInput(ByteBuffer.wrap(bytes)), script, origin)
                        .object();
        return script
                ? ScriptTensors.of(saved, ScriptClasses.read(zip, folder), origin)
                : StateDict.of(saved, origin);
    }

    private String text(ZipDirectory.Entry entry) throws IOException {
        return new String(zip.content(entry, 64), StandardCharsets.US_ASCII).strip();
    }

    private Map<String, StoredTensor> located(Map<String, PickledTensor> tensors)
            throws IOException {
        Map<String, StoredTensor> located = new LinkedHashMap<>();
        Map<PickledStorage, Long> starts = new HashMap<>();
        for (Map.Entry<String, PickledTensor> entry : tensors.entrySet()) {
            PickledStorage storage = entry.getValue().storage();
            Long start = starts.get(storage);
            if (start == null) {
                start = start(storage);
                starts.put(storage, start);
            }
            located.put(entry.getKey(), entry.getValue().at(start));
        }
        return located;
    }

    private long start(PickledStorage storage) throws IOException {
        String name = folder + "data/" + storage.key();
        ZipDirectory.Entry entry =
                zip.entry(name).orElseThrow(() -> new WeightsException(origin + " has no " + name));
        if (!entry.isStored()) {
            throw new WeightsException(
                    "%s has compressed tensors (%s), which PyTorch does not write; unpack it and"
                                    .formatted(origin, name)
                            + " save it again");
        }
        if (storage.count() > entry.size() / storage.type().sizeInBytes()) {
            throw new WeightsException(
                    "%s: %s has %d bytes, %d numbers of %s need more"
                            .formatted(
                                    origin, name, entry.size(), storage.count(), storage.type()));
        }
        return zip.dataStart(entry);
    }
}
