package org.tagzoo.datasets.transform;

/**
 * Colours turned around the circle of hues, by way of Pillow's {@code HSV} mode: hue, saturation
 * and value of 8 bits each, with the roundings of its {@code Convert.c}.
 */
final class HueShift {

    /** Each value itself. */
    static final int[] SAME = new int[256];

    /** Of each hue, in which sixth of the circle it is, and how far into it. */
    private static final int[] SIXTH = new int[256];

    private static final float[] WITHIN = new float[256];

    static {
        for (int i = 0; i < 256; i++) {
            SAME[i] = i;
            double sixths = (float) i * 6.0 / 255.0;
            SIXTH[i] = (int) sixths % 6;
            WITHIN[i] = (float) (sixths - (int) sixths);
        }
    }

    private HueShift() {}

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
            int saturation = max == min ? 0 : (int) ((float) (max - min) / (float) max * 255.0);
            if (saturation == 0) {
                out[i] = (byte) max;
                out[i + 1] = (byte) max;
                out[i + 2] = (byte) max;
                continue;
            }
            int hue = (hue(red, green, blue, max, max - min) + turn) & 0xff;
            float s = (float) (saturation / 255.0);
            float f = WITHIN[hue];
            byte top = (byte) max;
            byte p = rounded(max * (1.0 - s));
            byte q = rounded(max * (1.0 - s * f));
            byte t = rounded(max * (1.0 - s * (1.0 - f)));
            int sixth = SIXTH[hue];
            out[i] = sixth == 0 || sixth == 5 ? top : sixth == 1 ? q : sixth == 4 ? t : p;
            out[i + 1] = sixth == 1 || sixth == 2 ? top : sixth == 3 ? q : sixth == 0 ? t : p;
            out[i + 2] = sixth == 3 || sixth == 4 ? top : sixth == 5 ? q : sixth == 2 ? t : p;
        }
    }

    private static int hue(int red, int green, int blue, int max, float spread) {
        float toRed = (max - red) / spread;
        float toGreen = (max - green) / spread;
        float toBlue = (max - blue) / spread;
        float hue;
        if (red == max) {
            hue = toBlue - toGreen;
        } else if (green == max) {
            hue = (float) (2.0 + toRed - toBlue);
        } else {
            hue = (float) (4.0 + toGreen - toRed);
        }
        double turned = hue / 6.0 + 1.0;
        float circle = (float) (turned >= 1 ? turned - 1 : turned);
        return (int) (circle * 255.0);
    }

    private static byte rounded(double value) {
        return (byte) (int) (value + 0.5);
    }
}
