package org.tagzoo.zoo.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Opens files of weights, in whichever format they are. */
public final class WeightsFile {

    private static final byte[] ZIP = {'P', 'K', 3, 4};

    /** What a safetensors header begins with, behind the 8 bytes of its length. */
    private static final int HEADER_START = 8;

    private WeightsFile() {}

    /**
     * Opens a file; the caller closes what it gets. The format is known by the first bytes,
     * whatever the file's name:
     *
     * <ul>
     *   <li>safetensors;
     *   <li>{@code .pth} of PyTorch, in the zip format or the one before it: a {@code state_dict},
     *       or a dict that holds one under {@code state_dict}, {@code model_state_dict} or {@code
     *       model}. Where every name starts with {@code module.}, that is left out;
     *   <li>a TorchScript archive: its parameters and buffers, by the names of its {@code
     *       state_dict};
     *   <li>the {@code model.json} of tfjs layers, under that file's own names.
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
        if (start.length > 0 && (start[0] == '{' || Character.isWhitespace(start[0]))) {
            return TfjsLayers.open(file);
        }
        if (startsWith(start, ZIP)) {
            return StoredTensors.open(file, channel -> TorchZip.open(file, channel));
        }
        if (startsWith(start, LegacyTorchFile.START)) {
            return StoredTensors.open(file, channel -> LegacyTorchFile.open(file, channel));
        }
        throw new WeightsException(
                file
                        + " is in no format that is known here: safetensors, PyTorch's .pth, a"
                        + " TorchScript archive, or the model.json of tfjs layers");
    }

    private static byte[] start(FileChannel channel) throws IOException {
        try (channel) {
            int length = (int) Math.min(channel.size(), LegacyTorchFile.START.length);
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
