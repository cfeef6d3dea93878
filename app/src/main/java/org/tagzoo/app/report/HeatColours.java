package org.tagzoo.app.report;

/**
 * The colours of heat, from none to full: blue, violet, red, orange, yellow, each lighter than the
 * one before, so that they can be told apart without seeing red or green, and in print; the hotter,
 * the less of the image shines through. They are five of the colours of Matplotlib's "plasma".
 */
final class HeatColours {

    private static final int[][] STOPS = {
        {13, 8, 135}, {126, 3, 168}, {204, 71, 120}, {248, 149, 64}, {240, 249, 33}
    };

    /** How much of the image the hottest place hides. */
    private static final double OPACITY = 0.7;

    /** Heat from which on the opacity grows no more. */
    private static final double FULL = 0.6;

    private HeatColours() {}

    /** Returns the colour of a heat of 0 to 1, as {@code 0xRRGGBB}. */
    static int rgb(double heat) {
        double place = heat * (STOPS.length - 1);
        int below = Math.min((int) place, STOPS.length - 2);
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
            double from = STOPS[below][channel];
            double to = STOPS[below + 1][channel];
            rgb = rgb << 8 | (int) Math.round(from + (to - from) * (place - below));
        }
        return rgb;
    }

    /** Returns how much of the image a heat of 0 to 1 hides: 0 nothing, 1 all. */
    static double opacity(double heat) {
        return OPACITY * Math.min(1, heat / FULL);
    }
}
