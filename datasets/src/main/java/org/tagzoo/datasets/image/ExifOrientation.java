package org.tagzoo.datasets.image;

/** Images turned by EXIF's orientation, as Pillow's {@code ImageOps.exif_transpose} does. */
final class ExifOrientation {

    private ExifOrientation() {}

    /** Returns the image as it is looked at; orientations 5 to 8 swap width and height. */
    static RgbImage upright(RgbImage stored, int orientation) {
        if (orientation == 1) {
            return stored;
        }
        int storedWidth = stored.width();
        int storedHeight = stored.height();
        boolean swapped = orientation >= 5;
        int width = swapped ? storedHeight : storedWidth;
        int height = swapped ? storedWidth : storedHeight;
        byte[] from = stored.pixels();
        byte[] to = new byte[from.length];
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int column = swapped ? y : x;
                int row = swapped ? x : y;
                if (fromRight(orientation)) {
                    column = storedWidth - 1 - column;
                }
                if (fromBottom(orientation)) {
                    row = storedHeight - 1 - row;
                }
                int source = (row * storedWidth + column) * 3;
                to[at++] = from[source];
                to[at++] = from[source + 1];
                to[at++] = from[source + 2];
            }
        }
        return new RgbImage(width, height, to);
    }

    /** Whether the first pixel looked at stands in the last column as stored. */
    private static boolean fromRight(int orientation) {
        return orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    }

    /** Whether the first pixel looked at stands in the last row as stored. */
    private static boolean fromBottom(int orientation) {
        return orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    }
}
