package org.tagzoo.datasets.image;

/** The header of a BMP file, and whether all of its rows are there. */
final class BmpStructure {

    private static final int FILE_HEADER = 14;

    private BmpStructure() {}

    static boolean matches(Bytes file) {
        // "BM" alone begins many a text; the two reserved numbers are 0 in an image.
        return file.startsWith("BM")
                && (!file.has(0, 10) || (file.u16Little(6) == 0 && file.u16Little(8) == 0));
    }

    static ImageHeader read(Bytes file) throws ImageException {
        ImageFormat.BMP.require(file, 0, FILE_HEADER + 12);
        long pixelsAt = file.u32Little(10);
        long headerBytes = file.u32Little(FILE_HEADER);
        long width;
        long height;
        int bits;
        long compression;
        if (headerBytes == 12) {
            width = file.u16Little(18);
            height = file.u16Little(20);
            bits = file.u16Little(24);
            compression = 0;
        } else {
            if (headerBytes < 16 || headerBytes > 1024) {
                throw new ImageException(
                        "the BMP file is damaged: a header of %d bytes", headerBytes);
            }
            ImageFormat.BMP.require(file, 0, FILE_HEADER + 20);
            width = (int) file.u32Little(18);
            height = Math.abs((long) (int) file.u32Little(22)); // negative: stored from the top
            bits = file.u16Little(28);
            compression = file.u32Little(30);
        }
        ImageHeader header = ImageHeader.of(ImageFormat.BMP, width, height);
        boolean packed = compression == 1 || compression == 2;
        long declared = file.u32Little(2);
        long needed = packed ? declared : pixelsAt + (width * bits + 31) / 32 * 4 * height;
        if (needed > file.length()) {
            throw ImageFormat.BMP.cutShort(file);
        }
        return header;
    }
}
