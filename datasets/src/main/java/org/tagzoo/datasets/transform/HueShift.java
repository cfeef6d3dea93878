package org.tagzoo.datasets.transform;

/**
 * Colours turned around the circle of hues, by way of Pillow's {@code HSV} mode: hue, saturation
 * and value of 8 bits each, with the roundings of its {@code Convert.c}.
 *
 * <p>What Pillow divides for each pixel is looked up here: a hue follows from which channel is the
 * largest and which the smallest, and from two differences of 8 bits.
 */
final class HueShift {

    /** Each value itself. */
    static final int[] SAME = new int[256];

    private static final int RED_LARGEST = 0;
    private static final int GREEN_LARGEST = 2;
    private static final int BLUE_LARGEST = 4;

    /** Hues by order of the channels, largest less middle, and largest less smallest. */
    private static final byte[] HUES = new byte[6 << 16];

    /** Saturations by largest less smallest, and largest. */
    private static final byte[] SATURATIONS = new byte[1 << 16];

    /** Of each saturation, its share of the whole. */
    private static final float[] SHARES = new float[256];

    /** Of each hue, how far into its sixth of the circle it is. */
    private static final float[] WITHIN = new float[256];

    /** Whether a hue's sixth is the second, fourth or last: the middle channel falls there. */
    private static final boolean[] FALLS = new boolean[256];

    /**
     * Of each hue, where the red comes from: 0 for the largest, {@value #MIDDLE} for the middle and
     * {@value #SMALLEST} for the smallest value. Green's are those of a third of the circle before.
     */
    private static final int[][] FROM = new int[3][256];

    private static final int MIDDLE = 8;
    private static final int SMALLEST = 16;
    private static final int[] RED_BY_SIXTH = {0, MIDDLE, SMALLEST, SMALLEST, MIDDLE, 0};

    static {
        for (int i = 0; i < 256; i++) {
            SAME[i] = i;
            SHARES[i] = (float) (i / 255.0);
            double sixths = (float) i * 6.0 / 255.0;
            int sixth = (int) sixths % 6;
            WITHIN[i] = (float) (sixths - (int) sixths);
            FALLS[i] = sixth % 2 == 1;
            for (int channel = 0; channel < 3; channel++) {
                FROM[channel][i] = RED_BY_SIXTH[(sixth + 6 - 2 * channel) % 6];
            }
        }
        for (int spread = 1; spread < 256; spread++) {
            for (int max = spread; max < 256; max++) {
                SATURATIONS[spread << 8 | max] =
                        (byte) (int) ((float) spread / (float) max * 255.0);
            }
            for (int middle = 0; middle <= spread; middle++) {
                float share = middle / (float) spread;
                for (int order = 0; order < 6; order++) {
                    HUES[order << 16 | middle << 8 | spread] = hue(order, share);
                }
            }
        }
    }

    private HueShift() {}

    /** Returns a hue of 0 to 255, which is a whole turn. */
    private static byte hue(int order, float middle) {
        // The largest channel's own share is 0, the smallest's is 1.
        float sixths =
                switch (order) {
                    case RED_LARGEST -> 1 - middle;
                    case RED_LARGEST + 1 -> middle - 1;
                    case GREEN_LARGEST -> (float) (2.0 + 1 - middle);
                    case GREEN_LARGEST + 1 -> (float) (2.0 + middle - 1);
                    case BLUE_LARGEST -> (float) (4.0 + 1 - middle);
                    default -> (float) (4.0 + middle - 1);
                };
        double turned = sixths / 6.0 + 1.0;
        float circle = (float) (turned >= 1 ? turned - 1 : turned);
        return (byte) (int) (circle * 255.0);
    }

    /**
     * @param in red, green, blue, ...
     * @param shown what each value of {@code in} stands for
     * @param turn of 255 parts of the circle, either way
     * @param out may be {@code in}
     */
    static void apply(byte[] in, int[] shown, int turn, byte[] out) {
        for (int i = 0; i < in.length; i += 3) {
            int red = shown[in[i] & 0xff];
            int green = shown[in[i + 1] & 0xff];
            int blue = shown[in[i + 2] & 0xff];
            int max = Math.max(red, Math.max(green, blue));
            int min = Math.min(red, Math.min(green, blue));
            int spread = max - min;
            int fromMiddle = 2 * max + min - red - green - blue;
            int order = order(red, green, blue, max, min);
            int hue = (HUES[order << 16 | fromMiddle << 8 | spread] + turn) & 0xff;
            float share = SHARES[SATURATIONS[spread << 8 | max] & 0xff];
            float within = WITHIN[hue];
            int smallest = rounded(max * (1.0 - share));
            int falling = rounded(max * (1.0 - share * within));
            int rising = rounded(max * (1.0 - share * (1.0 - within)));
            int middle = FALLS[hue] ? falling : rising;
            int values = smallest << SMALLEST | middle << MIDDLE | max;
            out[i] = (byte) (values >> FROM[0][hue]);
            out[i + 1] = (byte) (values >> FROM[1][hue]);
            out[i + 2] = (byte) (values >> FROM[2][hue]);
        }
    }

    private static int order(int red, int green, int blue, int max, int min) {
        if (red == max) {
            return blue == min ? RED_LARGEST : RED_LARGEST + 1;
        }
        if (green == max) {
            return blue == min ? GREEN_LARGEST + 1 : GREEN_LARGEST;
        }
        return red == min ? BLUE_LARGEST + 1 : BLUE_LARGEST;
    }

    private static int rounded(double value) {
        return (int) (value + 0.5);
    }
}
