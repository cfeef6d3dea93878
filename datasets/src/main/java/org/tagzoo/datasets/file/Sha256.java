package org.tagzoo.datasets.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * SHA-256, as 64 hexadecimal digits in lower case: of what is there as a whole, or of parts that
 * are added one after the other.
 */
public final class Sha256 {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");
    private static final int CHUNK = 1 << 16;

    private final MessageDigest digest = DigestUtils.getSha256Digest();

    /** Returns the hash of bytes. */
    public static String of(byte[] content) {
        return DigestUtils.sha256Hex(content);
    }

    /** Returns the hash of a text in UTF-8. */
    public static String of(String text) {
        return DigestUtils.sha256Hex(text);
    }

    /** Returns the hash of a file, which is read piece by piece. */
    public static String of(Path file) throws IOException {
        return HexFormat.of().formatHex(DigestUtils.digest(DigestUtils.getSha256Digest(), file));
    }

    /** Returns whether a text has the form of a hash. */
    public static boolean isOne(String text) {
        return text != null && FORM.matcher(text).matches();
    }

    /** Adds bytes. */
    public Sha256 add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /** Adds a text in UTF-8. */
    public Sha256 add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a text after the number of its bytes, so that no two lists of texts are the same. */
    public Sha256 addSized(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return add(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array()).add(bytes);
    }

    /** Adds the numbers that remain, four bytes each, the least significant first. */
    public Sha256 add(FloatBuffer numbers) {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer rest = numbers.duplicate();
        while (rest.hasRemaining()) {
            int count = Math.min(CHUNK, rest.remaining());
            chunk.asFloatBuffer().put(rest.slice(rest.position(), count));
            rest.position(rest.position() + count);
            digest.update(chunk.array(), 0, count * Float.BYTES);
        }
        return this;
    }

    /** Returns the hash of all that was added since the last time. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
