package org.tagzoo.zoo.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Ways to damage bytes, drawn by a seed. */
final class Mutations {

    private static final long[] LENGTHS = {
        0,
        1,
        -1,
        7,
        255,
        65535,
        1 << 20,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -2
    };

    private static final byte[] JSON = ascii("{}[]\",:-0123456789.eE \\u\0\n");

    /**
     * What a pickle is made of: instructions, and pieces that ask for much or for the forbidden.
     */
    private static final byte[][] PICKLE = {
        ascii("("),
        ascii(")"),
        ascii("]"),
        ascii("}"),
        ascii("t"),
        ascii("R"),
        ascii("b"),
        ascii("u"),
        ascii("s"),
        ascii("a"),
        ascii("e"),
        ascii("Q"),
        ascii("."),
        ascii("0"),
        ascii("2"),
        ascii("1"),
        ascii("N"),
        ascii("l"),
        ascii("d"),
        ascii("o"),
        {(byte) 0x81},
        {(byte) 0x85},
        {(byte) 0x86},
        {(byte) 0x87},
        {(byte) 0x93},
        {(byte) 0x95},
        {'h', 0},
        {'h', 3},
        {'q', 0},
        {'K', 5},
        {'J', -1, -1, -1, -1},
        {'J', -1, -1, -1, 127},
        {(byte) 0x8a, 8, -1, -1, -1, -1, -1, -1, -1, 127},
        {(byte) 0x8b, -1, -1, -1, 127},
        {'X', -1, -1, -1, 127},
        {'X', -1, -1, -1, -1},
        {'B', -1, -1, -1, 127},
        {'T', -1, -1, -1, 127},
        {'j', -1, -1, -1, 127},
        {'r', -1, -1, -1, 127},
        ascii("cos\nsystem\n"),
        ascii("cbuiltins\neval\n"),
        ascii("cdecimal\nDecimal\n"),
        ascii("carray\narray\n"),
        ascii("cdatetime\ndatetime\n"),
        ascii("ctorch\nFloatStorage\n"),
        ascii("ctorch\nBoolStorage\n"),
        ascii("ccollections\nOrderedDict\n"),
        ascii("ctorch._utils\n_rebuild_parameter\n"),
        ascii("c__torch__\nNet\n"),
        ascii("X\u0001\0\0\0aR"),
        ascii("ios\nsystem\n"),
        ascii("I99999999999999999999\n"),
        ascii("L1\n"),
        ascii("F1e9\n"),
        ascii("S'a'\n"),
        ascii("Vb\n"),
        ascii("P1\n"),
        ascii("g0\n")
    };

    private Mutations() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int times(Random random) {
        return random.nextBoolean() ? 1 : 1 + random.nextInt(3);
    }

    /** Damages any bytes, mostly between two places. */
    static byte[] anywhere(byte[] original, int from, int to, Random random) {
        byte[] bytes = original.clone();
        for (int i = times(random); i > 0; i--) {
            int at = from + random.nextInt(Math.max(1, to - from));
            at = random.nextInt(6) == 0 ? random.nextInt(bytes.length) : at % bytes.length;
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 3 -> bytes = spliced(bytes, at, random.nextInt(20), random.nextInt(20));
                default -> putLength(bytes, at, random);
            }
        }
        return bytes;
    }

    /** Puts syntax in the place of other bytes of a JSON text. */
    static byte[] json(byte[] original, int from, int to, Random random) {
        byte[] bytes = original.clone();
        for (int i = times(random); i > 0; i--) {
            int at = (from + random.nextInt(Math.max(1, to - from))) % bytes.length;
            if (random.nextInt(4) == 0) {
                bytes = spliced(bytes, at, random.nextInt(20), random.nextInt(20));
            } else {
                bytes[at] = JSON[random.nextInt(JSON.length)];
            }
        }
        return bytes;
    }

    /** Puts instructions into a pickle, once or thousands of times. */
    static byte[] pickle(byte[] original, Random random) {
        byte[] bytes = original;
        for (int i = times(random); i > 0; i--) {
            int at = 2 + random.nextInt(bytes.length - 2);
            int end = Math.min(bytes.length, at + (random.nextBoolean() ? 0 : random.nextInt(12)));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes, 0, at);
            int repeated = random.nextInt(50) == 0 ? random.nextInt(5000) : 1;
            byte[] piece = PICKLE[random.nextInt(PICKLE.length)];
            for (int n = 0; n < repeated; n++) {
                out.write(piece, 0, piece.length);
            }
            out.write(bytes, end, bytes.length - end);
            bytes = out.toByteArray();
        }
        return bytes;
    }

    private static void putLength(byte[] bytes, int at, Random random) {
        long length = LENGTHS[random.nextInt(LENGTHS.length)];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (random.nextBoolean() && at + Long.BYTES <= bytes.length) {
            buffer.putLong(at, length);
        } else if (at + Integer.BYTES <= bytes.length) {
            buffer.putInt(at, (int) length);
        }
    }

    /** Takes some bytes out, and repeats some others in their place. */
    private static byte[] spliced(byte[] bytes, int at, int removed, int repeated) {
        int end = Math.min(bytes.length, at + removed);
        int from = Math.max(0, at - repeated);
        ByteBuffer joined = ByteBuffer.allocate(at + (at - from) + (bytes.length - end));
        joined.put(bytes, 0, at).put(bytes, from, at - from).put(bytes, end, bytes.length - end);
        return joined.capacity() == 0 ? new byte[1] : joined.array();
    }
}
