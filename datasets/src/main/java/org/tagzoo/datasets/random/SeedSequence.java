package org.tagzoo.datasets.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Seeds derived from the seed of a run. Whoever needs random numbers asks for a generator of his
 * own, named by what it is for, instead of drawing from a shared one: what one place draws then
 * never changes what another gets, and neither does the number of threads.
 *
 * <pre>{@code
 * SplittableRandom order = SeedSequence.random(seed, "order of images", epoch);
 * }</pre>
 *
 * <p>A seed is the first eight bytes, most significant first, of the SHA-256 of: the seed (eight
 * bytes), the number of bytes of the purpose in UTF-8 (four bytes), those bytes, then each further
 * number (eight bytes); all most significant first. It is the same on every machine and for good,
 * and no two different lists of arguments are written as the same bytes.
 */
public final class SeedSequence {

    private SeedSequence() {}

    /**
     * Returns the seed for one purpose.
     *
     * @param seed the seed of the run, any number
     * @param purpose what the random numbers are for, such as {@code "split"}; each place that
     *     draws has its own
     * @param more what tells draws of one purpose apart, such as an epoch and a row; may be none
     */
    public static long derive(long seed, String purpose, long... more) {
        byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
        ByteBuffer parts =
                ByteBuffer.allocate(
                        Long.BYTES + Integer.BYTES + name.length + more.length * Long.BYTES);
        parts.putLong(seed).putInt(name.length).put(name);
        for (long part : more) {
            parts.putLong(part);
        }
        return ByteBuffer.wrap(DigestUtils.sha256(parts.array())).getLong();
    }

    /** Returns a generator with the seed that {@link #derive} gives; it is the caller's alone. */
    public static SplittableRandom random(long seed, String purpose, long... more) {
        return new SplittableRandom(derive(seed, purpose, more));
    }
}
