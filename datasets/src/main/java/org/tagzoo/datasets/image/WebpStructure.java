package org.tagzoo.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A WebP file walked chunk by chunk to its end.
 *
 * @param header size of the canvas, and how many frames there are
 * @param first the first frame of an animation; {@code null} of a still image
 */
record WebpStructure(ImageHeader header, Frame first) {

    private static final byte[] RIFF = "RIFF".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] WEBP = "WEBP".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] VP8X = "VP8X".getBytes(StandardCharsets.ISO_8859_1);
    private static final int ALPHA = 0x10;
    private static final int FRAME_HEADER = 16;

    /**
     * A frame of an animation.
     *
     * @param left where it begins on the canvas, in pixels from the left
     * @param top the same from the top
     * @param header its size
     * @param content the frame as a file of its own
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Frame(int left, int top, ImageHeader header, byte[] content) {}

    static boolean matches(Bytes file) {
        return file.startsWith("RIFF") && file.textAt(8, "WEBP");
    }

    static WebpStructure read(Bytes file) throws ImageException {
        long end = file.u32Little(4) + 8;
        if (end > file.length()) {
            throw ImageFormat.WEBP.cutShort(file);
        }
        ImageHeader header = null;
        boolean image = false;
        Exif exif = Exif.NONE;
        int frames = 0;
        Frame first = null;
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
                case "ANMF" -> {
                    frames++;
                    first = first == null ? frame(file, data, length) : first;
                }
                case "EXIF" -> {
                    int tiff = file.textAt(data, "Exif\0\0") ? data + 6 : data;
                    exif = Exif.read(file, tiff, (int) (data + length));
                }
                default -> {}
            }
            at += 8 + length + length % 2;
        }
        if (header == null || !(image || first != null)) {
            throw new ImageException("the WebP file holds no image");
        }
        if (first != null
                && (first.left() + first.header().width() > header.width()
                        || first.top() + first.header().height() > header.height())) {
            throw new ImageException("the WebP file is damaged: a frame outside of its canvas");
        }
        ImageHeader canvas =
                ImageHeader.of(ImageFormat.WEBP, header.width(), header.height()).with(exif);
        return new WebpStructure(canvas.withFrames(Math.max(1, frames)), image ? null : first);
    }

    /** Returns a frame, whose chunks are those of a still image. */
    private static Frame frame(Bytes file, int at, long length) throws ImageException {
        requireBytes(FRAME_HEADER, length);
        ImageHeader size =
                ImageHeader.of(
                        ImageFormat.WEBP, file.u24Little(at + 6) + 1L, file.u24Little(at + 9) + 1L);
        int chunks = (int) length - FRAME_HEADER;
        ByteBuffer still = ByteBuffer.allocate(30 + chunks).order(ByteOrder.LITTLE_ENDIAN);
        still.put(RIFF).putInt(22 + chunks).put(WEBP);
        still.put(VP8X).putInt(10).putInt(ALPHA);
        still.put(file.content(), at + 6, 6);
        still.put(file.content(), at + FRAME_HEADER, chunks);
        return new Frame(2 * file.u24Little(at), 2 * file.u24Little(at + 3), size, still.array());
    }

    private static ImageHeader extended(Bytes file, int at, long length) throws ImageException {
        requireBytes(10, length);
        return ImageHeader.of(
                ImageFormat.WEBP, file.u24Little(at + 4) + 1L, file.u24Little(at + 7) + 1L);
    }

    private static ImageHeader lossy(Bytes file, int at, long length) throws ImageException {
        requireBytes(10, length);
        return ImageHeader.of(
                ImageFormat.WEBP, file.u16Little(at + 6) & 0x3fff, file.u16Little(at + 8) & 0x3fff);
    }

    private static ImageHeader lossless(Bytes file, int at, long length) throws ImageException {
        requireBytes(5, length);
        long bits = file.u32Little(at + 1);
        return ImageHeader.of(ImageFormat.WEBP, (bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
    }

    private static void requireBytes(int needed, long length) throws ImageException {
        if (length < needed) {
            throw new ImageException("the WebP file is damaged: a header of %d bytes", length);
        }
    }
}
