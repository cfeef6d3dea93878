package org.tagzoo.zoo.network;

import org.tagzoo.datasets.image.ImageSize;

/**
 * One of several looks at an image: all of it or its middle, as it is or its mirror image.
 *
 * @param flip whether it is the mirror image, left and right exchanged
 * @param zoom height and width of the image over those of its middle that is seen, 1 to 4
 */
public record View(boolean flip, double zoom) {

    /** The image as it is. */
    public static final View PLAIN = new View(false, 1);

    private static final double MOST = 4;

    public View {
        if (!(zoom >= 1 && zoom <= MOST)) {
            throw new IllegalArgumentException(
                    "zoom must be 1 to %s, but is %s".formatted(MOST, zoom));
        }
    }

    /**
     * Returns the TorchScript expression of the view.
     *
     * @param image the expression of the images, {@code [N, C, H, W]}
     * @param from their size
     * @param to that of the view
     */
    String script(String image, ImageSize from, ImageSize to) {
        ImageSize seen = new ImageSize(seen(from.height()), seen(from.width()));
        String x = middle(image, 2, from.height(), seen.height());
        x = middle(x, 3, from.width(), seen.width());
        if (!seen.equals(to)) {
            x =
                    "torch._upsample_bilinear2d_aa(%s, [%d, %d], False, None, None)"
                            .formatted(x, to.height(), to.width());
        }
        return flip ? "torch.flip(%s, [3])".formatted(x) : x;
    }

    private int seen(int side) {
        return Math.max(1, Math.toIntExact(Math.round(side / zoom)));
    }

    private static String middle(String x, int dimension, int side, int seen) {
        int from = (side - seen) / 2;
        return seen == side
                ? x
                : "torch.slice(%s, %d, %d, %d)".formatted(x, dimension, from, from + seen);
    }
}
