package org.tagzoo.datasets.image;

/**
 * A GIF file walked block by block to its end.
 *
 * @param header size of the screen that the frames are drawn on
 * @param left where the first frame begins on the screen, in pixels from the left
 * @param top the same from the top
 */
record GifStructure(ImageHeader header, int left, int top) {

    static boolean matches(Bytes file) {
        return file.startsWith("GIF87a") || file.startsWith("GIF89a");
    }

    static GifStructure read(Bytes file) throws ImageException {
        ImageFormat.GIF.require(file, 0, 13);
        long width = file.u16Little(6);
        long height = file.u16Little(8);
        int at = 13 + colorTableBytes(file.u8(10));
        int left = -1;
        int top = -1;
        int frames = 0;
        while (true) {
            ImageFormat.GIF.require(file, at, 1);
            int block = file.u8(at);
            if (block == 0x3b) {
                break;
            } else if (block == 0x21) {
                at = afterSubBlocks(file, at + 2);
            } else if (block == 0x2c) {
                ImageFormat.GIF.require(file, at, 11);
                frames++;
                if (left < 0) {
                    left = file.u16Little(at + 1);
                    top = file.u16Little(at + 3);
                    // A screen of no size is as large as its first frame, as browsers have it.
                    width = Math.max(width, (long) left + file.u16Little(at + 5));
                    height = Math.max(height, (long) top + file.u16Little(at + 7));
                }
                at = afterSubBlocks(file, at + 11 + colorTableBytes(file.u8(at + 9)));
            } else {
                throw new ImageException("the GIF file is damaged at byte " + at);
            }
        }
        if (left < 0) {
            throw new ImageException("the GIF file holds no image");
        }
        ImageHeader header = ImageHeader.of(ImageFormat.GIF, width, height);
        return new GifStructure(header.withFrames(frames), left, top);
    }

    private static int colorTableBytes(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static int afterSubBlocks(Bytes file, int start) throws ImageException {
        int at = start;
        while (file.has(at, 1)) {
            int length = file.u8(at);
            at += 1 + length;
            if (length == 0) {
                return at;
            }
        }
        throw ImageFormat.GIF.cutShort(file);
    }
}
