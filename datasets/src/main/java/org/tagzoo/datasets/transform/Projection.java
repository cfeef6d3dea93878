package org.tagzoo.datasets.transform;

import org.tagzoo.datasets.image.PixelBox;

/**
 * Where each pixel of a result comes from: the pixel at {@code (x, y)} shows the place {@code ((a x
 * + b y + c) / w, (d x + e y + f) / w)} of the image, with {@code w = g x + h y + 1}. Coordinates
 * are those of Pillow: the first pixel's centre is at 0.5.
 */
record Projection(double a, double b, double c, double d, double e, double f, double g, double h) {

    /**
     * Returns the inverse of: shear, scale, rotation, all around the centre, then translation; as
     * torchvision's {@code _get_inverse_affine_matrix} does.
     *
     * @param degrees clockwise
     * @param right pixels
     * @param down pixels
     * @param scale above 0
     * @param shearX degrees
     * @param shearY degrees
     */
    static Projection affine(
            int width,
            int height,
            double degrees,
            double right,
            double down,
            double scale,
            double shearX,
            double shearY) {
        double turn = Math.toRadians(degrees);
        double skew = Math.toRadians(shearY);
        double tangent = StrictMath.tan(Math.toRadians(shearX));
        // The forward matrix without its scale; its determinant is 1.
        double m11 = StrictMath.cos(turn - skew) / StrictMath.cos(skew);
        double m12 = -(m11 * tangent + StrictMath.sin(turn));
        double m21 = StrictMath.sin(turn - skew) / StrictMath.cos(skew);
        double m22 = StrictMath.cos(turn) - m21 * tangent;
        double centerX = width * 0.5;
        double centerY = height * 0.5;
        double toX = centerX + right;
        double toY = centerY + down;
        double a = m22 / scale;
        double b = -m12 / scale;
        double d = -m21 / scale;
        double e = m11 / scale;
        return new Projection(
                a, b, centerX - a * toX - b * toY, d, e, centerY - d * toX - e * toY, 0, 0);
    }

    /**
     * Returns the perspective that shows each {@code from} at its {@code to}; coefficients are
     * rounded to 32 bits, as torchvision's {@code _get_perspective_coeffs} does.
     *
     * @param from x, y of four points of the image
     * @param to x, y of the same points in the result; the corners of a convex quadrilateral
     */
    static Projection perspective(double[][] from, double[][] to) {
        double[][] equations = new double[8][];
        for (int i = 0; i < 4; i++) {
            double x = to[i][0];
            double y = to[i][1];
            double u = from[i][0];
            double v = from[i][1];
            equations[2 * i] = new double[] {x, y, 1, 0, 0, 0, -u * x, -u * y, u};
            equations[2 * i + 1] = new double[] {0, 0, 0, x, y, 1, -v * x, -v * y, v};
        }
        double[] s = solve(equations);
        return new Projection(
                (float) s[0],
                (float) s[1],
                (float) s[2],
                (float) s[3],
                (float) s[4],
                (float) s[5],
                (float) s[6],
                (float) s[7]);
    }

    /** Returns where each place of the image is in the result: the inverse, from its adjugate. */
    Projection inverted() {
        double scale = a * e - b * d;
        return new Projection(
                (e - f * h) / scale,
                (c * h - b) / scale,
                (b * f - c * e) / scale,
                (f * g - d) / scale,
                (a - c * g) / scale,
                (c * d - a * f) / scale,
                (d * h - e * g) / scale,
                (b * g - a * h) / scale);
    }

    /** Returns the smallest upright rectangle around where the corners of one go. */
    PixelBox around(PixelBox box) {
        double minX = Double.POSITIVE_INFINITY;
        double minY = Double.POSITIVE_INFINITY;
        double maxX = Double.NEGATIVE_INFINITY;
        double maxY = Double.NEGATIVE_INFINITY;
        for (double x : new double[] {box.left(), box.right()}) {
            for (double y : new double[] {box.top(), box.bottom()}) {
                double w = g * x + h * y + 1;
                minX = Math.min(minX, (a * x + b * y + c) / w);
                maxX = Math.max(maxX, (a * x + b * y + c) / w);
                minY = Math.min(minY, (d * x + e * y + f) / w);
                maxY = Math.max(maxY, (d * x + e * y + f) / w);
            }
        }
        return new PixelBox(minX, minY, maxX, maxY);
    }

    /** Gauss's elimination with partial pivoting; the last column is the right-hand side. */
    private static double[] solve(double[][] rows) {
        int n = rows.length;
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int i = column + 1; i < n; i++) {
                if (Math.abs(rows[i][column]) > Math.abs(rows[pivot][column])) {
                    pivot = i;
                }
            }
            double[] swapped = rows[column];
            rows[column] = rows[pivot];
            rows[pivot] = swapped;
            for (int i = 0; i < n; i++) {
                double factor = rows[i][column] / rows[column][column];
                for (int k = column; i != column && k <= n; k++) {
                    rows[i][k] -= factor * rows[column][k];
                }
            }
        }
        double[] solution = new double[n];
        for (int i = 0; i < n; i++) {
            solution[i] = rows[i][n] / rows[i][i];
        }
        return solution;
    }
}
