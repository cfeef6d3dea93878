package org.tagzoo.zoo.weights;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * PyTorch's zip files: what {@code torch.save} writes since 1.6, and TorchScript archives.
 *
 * <p>All entries lie in one folder of any name. {@code data.pkl} is a pickle that refers to
 * storages, each a file {@code data/<key>}, stored without compression so that a tensor is read
 * straight from its place.
 *
 * @param folder of all entries, with a slash at its end
 */
record TorchZip(String origin, ZipDirectory zip, String folder) {

    /** ResNet-152's has 120 kB. */
    static final int LONGEST_PICKLE = 16 << 20;

    /**
     * @param channel taken over if this returns
     */
    static TensorSource open(Path file, FileChannel channel) throws IOException {
        try (ZipDirectory zip = ZipDirectory.read(channel)) {
            String first =
                    zip.entries().stream().findFirst().map(ZipArchiveEntry::getName).orElse("");
            String folder = first.substring(0, first.indexOf('/') + 1);
            TorchZip torch = new TorchZip(file.toString(), zip, folder);
            StateDict read = torch.read();
            return new StoredTensors(
                    file,
                    channel,
                    PickledTensor.located(read.tensors(), torch::start),
                    read.choice());
        }
    }

    private StateDict read() throws IOException {
        Optional<ZipArchiveEntry> pickle = zip.entry(folder + "data.pkl");
        require(
                pickle.isPresent(),
                "%s is a zip file, but not one of PyTorch's: it has no %sdata.pkl, but %s. If the weights are in it, unpack it"
                        .formatted(
                                origin,
                                folder,
                                zip.entries().stream()
                                        .limit(5)
                                        .map(ZipArchiveEntry::getName)
                                        .collect(Collectors.joining(", "))));
        Optional<ZipArchiveEntry> order = zip.entry(folder + "byteorder");
        require(
                order.isEmpty()
                        || new String(zip.content(order.get(), 64), US_ASCII)
                                .strip()
                                .equals("little"),
                "%s was saved on a big-endian machine, which isn't read".formatted(origin));
        ByteBuffer bytes = ByteBuffer.wrap(zip.content(pickle.get(), LONGEST_PICKLE));
        // torch.load tells the two apart by the same file.
        boolean script = zip.entry(folder + "constants.pkl").isPresent();
        Object saved = TensorUnpickler.load(new PickleInput(bytes), script, origin).object();
        return script
                ? new StateDict(ScriptTensors.of(saved, zip, folder, origin), "")
                : StateDict.of(saved, origin);
    }

    private long start(PickledTensor.Storage storage) throws IOException {
        String name = folder + "data/" + storage.key();
        Optional<ZipArchiveEntry> entry = zip.entry(name);
        require(entry.isPresent(), "%s has no %s".formatted(origin, name));
        require(
                ZipDirectory.isStored(entry.get()),
                origin
                        + " has compressed tensors ("
                        + name
                        + "), which PyTorch does not write; unpack it and save it again");
        long size = entry.get().getSize();
        require(
                storage.count() <= size / storage.type().sizeInBytes(),
                "%s: %s has %d bytes, %d numbers of %s need more"
                        .formatted(origin, name, size, storage.count(), storage.type()));
        return zip.dataStart(entry.get());
    }

    private static void require(boolean held, String problem) throws WeightsException {
        if (!held) {
            throw new WeightsException(problem);
        }
    }
}
