package org.tagzoo.datasets.transform;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.tagzoo.datasets.check.Check;

/**
 * Seen from elsewhere: each corner moves inwards by a share of the way to the centre.
 *
 * @param probability 0 to 1
 * @param distortion the largest share, 0 to 1, in each direction
 * @param fill for what was outside; default black
 */
public record Perspective(double probability, double distortion, Fill fill) implements Transform {

    private static final int TRIES = 10;

    public Perspective {
        Check.within("probability", probability, 0, 1);
        Check.within("distortion", distortion, 0, 1);
        fill = fill == null ? Fill.BLACK : fill;
    }

    /** Draws as torchvision's {@code RandomPerspective} does, but never corners that cross. */
    @Override
    public Optional<Operation> draw(SplittableRandom random, int width, int height) {
        int farX = choices(width);
        int farY = choices(height);
        for (int i = 0; i < TRIES; i++) {
            Corner topLeft = new Corner(random.nextInt(farX), random.nextInt(farY));
            Corner topRight = new Corner(width - 1 - random.nextInt(farX), random.nextInt(farY));
            Corner bottomRight =
                    new Corner(width - 1 - random.nextInt(farX), height - 1 - random.nextInt(farY));
            Corner bottomLeft = new Corner(random.nextInt(farX), height - 1 - random.nextInt(farY));
            List<Corner> corners = List.of(topLeft, topRight, bottomRight, bottomLeft);
            if (isConvex(corners)) {
                return Optional.of(new Drawn(corners, fill));
            }
        }
        return Optional.empty();
    }

    /** Returns in how many places a corner may be along a side. */
    private int choices(int side) {
        int half = side / 2;
        return (int) (distortion * half) + 1;
    }

    /** Whether a walk along the corners turns right at each of them. */
    private static boolean isConvex(List<Corner> corners) {
        for (int i = 0; i < 4; i++) {
            Corner a = corners.get(i);
            Corner b = corners.get((i + 1) % 4);
            Corner c = corners.get((i + 2) % 4);
            long turn = (long) (b.x - a.x) * (c.y - b.y) - (long) (b.y - a.y) * (c.x - b.x);
            if (turn <= 0) {
                return false;
            }
        }
        return true;
    }

    /** A pixel of the result, counted from 0 at the top left. */
    public record Corner(int x, int y) {}

    /**
     * torchvision's {@code perspective} on a PIL image, bilinear, with the image's own corner
     * pixels as start points.
     *
     * @param corners where the top left, top right, bottom right and bottom left pixel go; they
     *     must make a convex quadrilateral in that order
     * @param fill for what was outside
     */
    public record Drawn(List<Corner> corners, Fill fill) implements Warp {

        public Drawn {
            corners = List.copyOf(corners);
            if (corners.size() != 4 || !isConvex(corners)) {
                throw new IllegalArgumentException(
                        "four corners of a convex quadrilateral, clockwise from the top left, not "
                                + corners);
            }
        }

        @Override
        public Projection inverse(int width, int height) {
            double right = width - 1;
            double bottom = height - 1;
            double[][] from = {{0, 0}, {right, 0}, {right, bottom}, {0, bottom}};
            double[][] to =
                    corners.stream()
                            .map(corner -> new double[] {corner.x, corner.y})
                            .toArray(double[][]::new);
            return Projection.perspective(from, to);
        }

        @Override
        public String description() {
            return corners.stream()
                    .map(corner -> "(%d, %d)".formatted(corner.x, corner.y))
                    .collect(Collectors.joining(" ", "perspective ", ""));
        }
    }
}
