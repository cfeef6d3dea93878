package org.tagzoo.datasets.duplicate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tagzoo.datasets.image.PerceptualHash;

/**
 * Whether an image is a cut-out of another, mirrored or not: the part of the other that looks most
 * like it is sought, and both are compared by their hashes. Of two cut-outs of a third, neither is
 * one of the other.
 *
 * <p>Parts are compared by the correlation of their brightness on a grid of 8 x 8; the best few are
 * moved and stretched until a grid of 16 x 16 fits best.
 */
public final class CutOut {

    /** The least side of a part, as a share of the whole. */
    static final double LEAST_SIDE = 0.6;

    private static final double[] SIDES = {0.65, 0.74, 0.83, 0.92, 1};
    private static final double APART = 0.06;
    private static final int COARSE = 8;
    private static final int FINE = 16;
    private static final int KEPT = 3;
    private static final double LEAST_CORRELATION = 0.7;
    private static final List<Window> WINDOWS = windows();

    private CutOut() {}

    /** A part that may be it. */
    private record Place(Window window, boolean isMirrored, double correlation) {}

    /**
     * Returns whether one of two images is a cut-out of the other, at least {@value #LEAST_SIDE} of
     * it wide and high: as near-duplicates, the hashes of the part and of the cut-out agree to
     * {@link NearDuplicates#LEAST} or more.
     */
    public static boolean are(Brightness one, Brightness other) {
        return similarity(one, other) >= NearDuplicates.LEAST
                || similarity(other, one) >= NearDuplicates.LEAST;
    }

    /** Returns the similarity of the hashes of an image and of the part most like it, 0 to 1. */
    static double similarity(Brightness whole, Brightness cutOut) {
        float[] coarse = unit(cutOut.cells(Window.WHOLE, COARSE));
        float[] mirrored = mirrored(coarse, COARSE);
        List<Place> places = new ArrayList<>();
        for (Window window : WINDOWS) {
            float[] part = unit(whole.cells(window, COARSE));
            places.add(new Place(window, false, product(part, coarse)));
            places.add(new Place(window, true, product(part, mirrored)));
        }
        places.sort(Comparator.comparingDouble(Place::correlation).reversed());
        float[] fine = unit(cutOut.cells(Window.WHOLE, FINE));
        float[] fineMirrored = mirrored(fine, FINE);
        return places.stream()
                .limit(KEPT)
                .filter(place -> place.correlation >= LEAST_CORRELATION)
                .map(place -> fitted(whole, place, place.isMirrored ? fineMirrored : fine))
                .max(Comparator.comparingDouble(Place::correlation))
                .map(place -> similarity(whole, place, cutOut))
                .orElse(0.0);
    }

    private static double similarity(Brightness whole, Place place, Brightness cutOut) {
        PerceptualHash part = whole.hash(place.window);
        return cutOut.hash(Window.WHOLE).similarity(place.isMirrored ? part.mirrored() : part);
    }

    private static Place fitted(Brightness whole, Place from, float[] cutOut) {
        Place best = fit(whole, from, from.window, cutOut);
        for (double step : new double[] {0.03, 0.015, 0.0075}) {
            for (int round = 0; round < 3; round++) {
                Place before = best;
                for (Window window : best.window.beside(step)) {
                    Place tried = fit(whole, from, window, cutOut);
                    best = tried.correlation > best.correlation ? tried : best;
                }
                if (best.correlation <= before.correlation) {
                    break;
                }
            }
        }
        return best;
    }

    private static Place fit(Brightness whole, Place from, Window window, float[] cutOut) {
        double correlation = product(unit(whole.cells(window, FINE)), cutOut);
        return new Place(window, from.isMirrored, correlation);
    }

    private static List<Window> windows() {
        List<Window> windows = new ArrayList<>();
        for (double width : SIDES) {
            for (double height : SIDES) {
                for (double left : starts(width)) {
                    for (double top : starts(height)) {
                        windows.add(new Window(left, top, width, height));
                    }
                }
            }
        }
        return windows;
    }

    private static double[] starts(double side) {
        int steps = (int) Math.ceil((1 - side) / APART);
        double[] starts = new double[steps + 1];
        for (int i = 1; i <= steps; i++) {
            starts[i] = (1 - side) * i / steps;
        }
        return starts;
    }

    /** Returns the cells less their mean, brought to length 1; zeros if they are all the same. */
    private static float[] unit(float[] cells) {
        double sum = 0;
        double squares = 0;
        for (float cell : cells) {
            sum += cell;
            squares += (double) cell * cell;
        }
        double mean = sum / cells.length;
        double length = Math.sqrt(Math.max(0, squares - sum * mean));
        for (int i = 0; i < cells.length; i++) {
            cells[i] = length > 1e-3 ? (float) ((cells[i] - mean) / length) : 0;
        }
        return cells;
    }

    private static float[] mirrored(float[] cells, int side) {
        float[] mirrored = new float[cells.length];
        for (int i = 0; i < cells.length; i++) {
            mirrored[i] = cells[i / side * side + side - 1 - i % side];
        }
        return mirrored;
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
