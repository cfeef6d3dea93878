package org.tagzoo.zoo.weights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Opens files of weights, in whichever format they are. */
public final class WeightsFile {

    private static final byte[] ZIP = {'P', 'K', 3, 4};

    /** What some files that are no weights begin with, what they are, and what to do. */
    private static final Map<String, String> OTHERS =
            Map.ofEntries(
                    Map.entry("<", "a web page: download the file itself"),
                    Map.entry(
                            "version https://git-lfs",
                            "a git-lfs pointer that stands for the file: git lfs pull gets it"),
                    Map.entry("\u001f\u008b", "packed with gzip: unpack it"),
                    Map.entry("BZh", "packed with bzip2: unpack it"),
                    Map.entry("\u00fd7zXZ", "packed with xz: unpack it"),
                    Map.entry("7z\u00bc\u00af", "packed with 7-Zip: unpack it"),
                    Map.entry("Rar!", "packed with RAR: unpack it"),
                    Map.entry("GGUF", "GGUF: take PyTorch's weights"),
                    Map.entry("\u0093NUMPY", "a numpy array: take PyTorch's weights"),
                    Map.entry("\u0089PNG", "an image"),
                    Map.entry("\u00ff\u00d8\u00ff", "an image"),
                    Map.entry("%PDF", "a PDF document"),
                    Map.entry("\u0080", "a Python pickle that torch.save did not write"));

    /** What a safetensors header begins with, behind the 8 bytes of its length. */
    private static final int HEADER_START = 8;

    private static final int LONGEST_START = 64;

    private WeightsFile() {}

    /**
     * Opens a file; the caller closes what it gets. The format is known by the first bytes,
     * whatever the file's name:
     *
     * <ul>
     *   <li>safetensors;
     *   <li>{@code .pth} of PyTorch, in the zip format or the one before it: a {@code state_dict},
     *       or a dict that holds one under {@code state_dict}, {@code model} and the like. Where
     *       every name starts with {@code module.} or {@code _orig_mod.}, that is left out;
     *   <li>a TorchScript archive: its parameters and buffers, by the names of its {@code
     *       state_dict};
     *   <li>the {@code model.json} of tfjs layers, under that file's own names;
     *   <li>Keras's {@code .h5}: VGG16 under torchvision's names, others under their own.
     * </ul>
     *
     * <p>Names, shapes and places of tensors are read and checked, the tensors themselves only when
     * asked for. Nothing in a file is run. Whatever its bytes, it opens or there is a {@link
     * WeightsException}.
     *
     * @throws WeightsException if the file can't be read or is in no format that is known here
     */
    public static TensorSource open(Path file) throws WeightsException {
        if (Files.isDirectory(file)) {
            throw new WeightsException(
                    file + " is a folder; name the file in it, such as its model.json");
        }
        byte[] start = StoredTensors.open(file, WeightsFile::start);
        if (isSafetensors(start)) {
            return Safetensors.open(file);
        }
        if (startsWith(start, ZIP)) {
            return StoredTensors.open(file, channel -> TorchZip.open(file, channel));
        }
        if (startsWith(start, LegacyTorchFile.START)) {
            return StoredTensors.open(file, channel -> LegacyTorchFile.open(file, channel));
        }
        if (startsWith(start, KerasH5.START)) {
            KerasH5 keras = KerasH5.open(file);
            if (KerasInceptionV3.isOne(keras)) {
                return new KerasInceptionV3(keras);
            }
            return KerasVgg16.isOne(keras) ? new KerasVgg16(keras) : keras;
        }
        String text =
                new String(start, ISO_8859_1)
                        .replaceFirst("^(\u00ef\u00bb\u00bf)?[ \\t\\r\\n]*", "");
        if (text.startsWith("{")) {
            return TfjsLayers.open(file);
        }
        String known =
                "safetensors, PyTorch's .pth, a TorchScript archive, the model.json of tfjs"
                        + " layers, or Keras's .h5";
        for (Map.Entry<String, String> other : OTHERS.entrySet()) {
            if (text.startsWith(other.getKey())) {
                throw new WeightsException(
                        "%s holds no weights but is %s. Weights are read from %s"
                                .formatted(file, other.getValue(), known));
            }
        }
        throw new WeightsException(
                start.length == 0
                        ? file + " is empty: download or save it anew"
                        : file + " is in no format that is known here: " + known);
    }

    private static byte[] start(FileChannel channel) throws IOException {
        try (channel) {
            int length = (int) Math.min(channel.size(), LONGEST_START);
            return StoredTensor.bytes(channel, 0, length).array();
        }
    }

    /** A model.json can't look like one: its first bytes as a length are beyond all files. */
    private static boolean isSafetensors(byte[] start) {
        return start.length > HEADER_START
                && start[HEADER_START] == '{'
                && ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong() >>> 32 == 0;
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length
                && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
