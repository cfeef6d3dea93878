package org.tagzoo.zoo.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeSet;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsException;

/** SHA-256 over tensors, with their names and shapes, and some texts. */
final class TensorHash {

    private static final int CHUNK = 1 << 16;

    private TensorHash() {}

    /** Returns the hash in hexadecimal; tensors count in the order of their names. */
    static String of(TensorSource tensors, String... texts) throws WeightsException {
        MessageDigest digest = sha256();
        for (String text : texts) {
            update(digest, text);
        }
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (String name : new TreeSet<>(tensors.names())) {
            update(digest, name + Arrays.toString(tensors.shape(name)));
            FloatBuffer values = tensors.read(name);
            while (values.hasRemaining()) {
                int count = Math.min(CHUNK, values.remaining());
                chunk.asFloatBuffer().put(values.slice(values.position(), count));
                values.position(values.position() + count);
                digest.update(chunk.array(), 0, count * Float.BYTES);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
