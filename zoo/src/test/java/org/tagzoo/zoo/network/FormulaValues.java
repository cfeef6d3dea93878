package org.tagzoo.zoo.network;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Weights by the formula of {@code make_networks.py}, so that no large file is needed to compare
 * networks.
 */
public final class FormulaValues implements ParameterValues {

    private final double gain;

    public FormulaValues() {
        this(1);
    }

    /**
     * @param gain factor of matrices; under 1 for deep networks, whose results grow too large
     */
    FormulaValues(double gain) {
        this.gain = gain;
    }

    @Override
    public float[] values(Parameter parameter) {
        float[] values = new float[parameter.count()];
        if (parameter.role() == Parameter.Role.COUNTER) {
            return values;
        }
        String name = parameter.name();
        boolean matrix =
                parameter.shape().size() > 1
                        && parameter.shape().get(0) > 1
                        && !name.endsWith("layer_scale");
        double scale =
                matrix ? gain * Math.sqrt(24.0 / (values.length / parameter.shape().get(0))) : 0.2;
        boolean aroundOne =
                !matrix
                        && Stream.of("running_var", "weight", "layer_scale")
                                .anyMatch(name::endsWith);
        long crc = crc(name);
        for (int i = 0; i < values.length; i++) {
            double u = uniform(crc, i);
            values[i] = (float) (aroundOne ? 1 + u : u * scale);
        }
        return values;
    }

    /** Returns {@code count} bytes, as the script's {@code pixels}. */
    public static byte[] pixels(int count) {
        byte[] pixels = new byte[count];
        long crc = crc("pixels");
        for (int i = 0; i < count; i++) {
            pixels[i] = (byte) (int) ((uniform(crc, i) + 0.5) * 256);
        }
        return pixels;
    }

    /**
     * Returns {@code count} numbers from {@code -scale / 2} on, as the scripts' {@code uniform}.
     */
    public static float[] uniform(String name, int count, double scale) {
        float[] values = new float[count];
        long crc = crc(name);
        for (int i = 0; i < count; i++) {
            values[i] = (float) (scale * uniform(crc, i));
        }
        return values;
    }

    private static long crc(String name) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static double uniform(long crc, long index) {
        long bits = (index * 2654435761L + crc) & 0xFFFFFFFFL;
        bits = ((bits ^ (bits >>> 15)) * 2246822519L) & 0xFFFFFFFFL;
        return bits / 0x1p32 - 0.5;
    }
}
