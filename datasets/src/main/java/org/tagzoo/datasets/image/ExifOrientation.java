package org.tagzoo.datasets.image;

/**
 * The orientation tag of EXIF metadata, and images turned by it, as Pillow's {@code
 * ImageOps.exif_transpose} does.
 */
final class ExifOrientation {

    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY_BYTES = 12;

    private ExifOrientation() {}

    /**
     * Returns the orientation of a TIFF block, 1 to 8.
     *
     * @param file the file
     * @param start where the TIFF block begins ({@code II} or {@code MM})
     * @param end where it ends
     * @return 1 if the block has no orientation, or is damaged: metadata never refuses an image
     */
    static int read(Bytes file, int start, int end) {
        boolean little = file.textAt(start, "II*\0");
        if (end - start < 8 || (!little && !file.textAt(start, "MM\0*"))) {
            return 1;
        }
        long directory = start + u32(file, start + 4, little);
        if (directory < start || directory + 2 > end) {
            return 1;
        }
        int entries = u16(file, (int) directory, little);
        for (int i = 0; i < entries; i++) {
            long at = directory + 2 + (long) i * ENTRY_BYTES;
            if (at + ENTRY_BYTES > end) {
                return 1;
            }
            int entry = (int) at;
            if (u16(file, entry, little) == TAG) {
                int value = u16(file, entry + 8, little);
                boolean sound = u16(file, entry + 2, little) == SHORT && value >= 1 && value <= 8;
                return sound ? value : 1;
            }
        }
        return 1;
    }

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

    private static int u16(Bytes file, int at, boolean little) {
        return little ? file.u16Little(at) : file.u16Big(at);
    }

    private static long u32(Bytes file, int at, boolean little) {
        return little ? file.u32Little(at) : file.u32Big(at);
    }
}
