package org.tagzoo.datasets.image;

/** A WebP file walked chunk by chunk to its end. */
final class WebpStructure {

    private static final int ANIMATION = 0x02;

    private WebpStructure() {}

    static boolean matches(Bytes file) {
        return file.startsWith("RIFF") && file.textAt(8, "WEBP");
    }

    static ImageHeader read(Bytes file) throws ImageException {
        long end = file.u32Little(4) + 8;
        if (end > file.length()) {
            throw ImageFormat.WEBP.cutShort(file);
        }
        ImageHeader header = null;
        boolean image = false;
        int orientation = 1;
        long at = 12;
        while (at + 8 <= end) {
            int chunk = (int) at;
            long length = file.u32Little(chunk + 4);
            if (at + 8 + length > end) {
                throw ImageFormat.WEBP.cutShort(file);
            }
            int data = chunk + 8;
            switch (file.latin1(chunk, 4)) {
                case "VP8X" -> header = header == null ? extended(file, data, length) : header;
                case "VP8 " -> {
                    image = true;
                    header = header == null ? lossy(file, data, length) : header;
                }
                case "VP8L" -> {
                    image = true;
                    header = header == null ? lossless(file, data, length) : header;
                }
                case "EXIF" -> {
                    int tiff = file.textAt(data, "Exif\0\0") ? data + 6 : data;
                    orientation = ExifOrientation.read(file, tiff, (int) (data + length));
                }
                default -> {}
            }
            at += 8 + length + length % 2;
        }
        if (header == null || !image) {
            throw new ImageException("the WebP file holds no image");
        }
        return new ImageHeader(header.format(), header.width(), header.height(), orientation);
    }

    private static ImageHeader extended(Bytes file, int at, long length) throws ImageException {
        requireBytes(10, length);
        if ((file.u8(at) & ANIMATION) != 0) {
            throw new ImageException("the WebP file is an animation; only still images are read");
        }
        return ImageHeader.of(
                ImageFormat.WEBP, file.u24Little(at + 4) + 1L, file.u24Little(at + 7) + 1L, 1);
    }

    private static ImageHeader lossy(Bytes file, int at, long length) throws ImageException {
        requireBytes(10, length);
        return ImageHeader.of(
                ImageFormat.WEBP,
                file.u16Little(at + 6) & 0x3fff,
                file.u16Little(at + 8) & 0x3fff,
                1);
    }

    private static ImageHeader lossless(Bytes file, int at, long length) throws ImageException {
        requireBytes(5, length);
        long bits = file.u32Little(at + 1);
        return ImageHeader.of(
                ImageFormat.WEBP, (bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1, 1);
    }

    private static void requireBytes(int needed, long length) throws ImageException {
        if (length < needed) {
            throw new ImageException("the WebP file is damaged: a header of %d bytes", length);
        }
    }
}
