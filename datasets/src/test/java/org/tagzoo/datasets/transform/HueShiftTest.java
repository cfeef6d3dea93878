package org.tagzoo.datasets.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** Every colour, beside Pillow's {@code rgb2hsv_row} and {@code hsv2rgb}, written as they stand. */
class HueShiftTest {

    private static final int[] TURNS = {-127, -60, 12, 127};

    @Test
    void everyColourIsThatOfPillowsFormulas() {
        byte[] colours = new byte[3 << 16];
        byte[] turned = new byte[colours.length];
        byte[] expected = new byte[colours.length];
        for (int red = 0; red < 256; red++) {
            int turn = TURNS[red % TURNS.length];
            for (int i = 0; i < 1 << 16; i++) {
                colours[3 * i] = (byte) red;
                colours[3 * i + 1] = (byte) (i >> 8);
                colours[3 * i + 2] = (byte) i;
                int[] hsv = hsv(red, i >> 8, i & 0xff);
                hsv[0] = (hsv[0] + turn) & 0xff;
                rgb(hsv, expected, 3 * i);
            }
            HueShift.apply(colours, HueShift.SAME, turn, turned);
            assertArrayEquals(expected, turned, "red " + red + ", turn " + turn);
        }
    }

    private static int[] hsv(int r, int g, int b) {
        int max = Math.max(r, Math.max(g, b));
        int min = Math.min(r, Math.min(g, b));
        if (min == max) {
            return new int[] {0, 0, max};
        }
        float cr = max - min;
        float s = cr / (float) max;
        float rc = (float) (max - r) / cr;
        float gc = (float) (max - g) / cr;
        float bc = (float) (max - b) / cr;
        float h;
        if (r == max) {
            h = bc - gc;
        } else if (g == max) {
            h = (float) (2.0 + rc - bc);
        } else {
            h = (float) (4.0 + gc - rc);
        }
        h = (float) ((h / 6.0 + 1.0) % 1.0);
        return new int[] {clip((int) (h * 255.0)), clip((int) (s * 255.0)), max};
    }

    private static void rgb(int[] hsv, byte[] out, int at) {
        int v = hsv[2];
        if (hsv[1] == 0) {
            put(out, at, v, v, v);
            return;
        }
        int i = (int) Math.floor((float) hsv[0] * 6.0 / 255.0);
        float f = (float) ((float) hsv[0] * 6.0 / 255.0 - (float) i);
        float fs = (float) ((float) hsv[1] / 255.0);
        int p = clip((int) Math.round(v * (1.0 - fs)));
        int q = clip((int) Math.round(v * (1.0 - fs * f)));
        int t = clip((int) Math.round(v * (1.0 - fs * (1.0 - f))));
        switch (i % 6) {
            case 0 -> put(out, at, v, t, p);
            case 1 -> put(out, at, q, v, p);
            case 2 -> put(out, at, p, v, t);
            case 3 -> put(out, at, p, q, v);
            case 4 -> put(out, at, t, p, v);
            default -> put(out, at, v, p, q);
        }
    }

    private static void put(byte[] out, int at, int red, int green, int blue) {
        out[at] = (byte) red;
        out[at + 1] = (byte) green;
        out[at + 2] = (byte) blue;
    }

    private static int clip(int value) {
        return Math.min(Math.max(value, 0), 255);
    }
}
