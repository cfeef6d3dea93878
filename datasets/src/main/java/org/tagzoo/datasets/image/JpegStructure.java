package org.tagzoo.datasets.image;

/**
 * A JPEG file walked marker by marker to its end.
 *
 * @param header size and orientation
 * @param components colour components: 1 gray, 3 colour, 4 CMYK or YCCK
 */
record JpegStructure(ImageHeader header, int components) {

    /** Cameras and editors write ten scans or so; thousands would keep a decoder busy for hours. */
    private static final int MAX_SCANS = 200;

    /**
     * Each block of 8 x 8 pixels takes one bit at least; four times as many may share a byte where
     * the colours are stored smaller, each along another side.
     */
    private static final long MAX_BLOCKS_PER_BYTE = 4 * 8;

    static boolean matches(Bytes file) {
        return file.startsWith("\u00ff\u00d8\u00ff");
    }

    static JpegStructure read(Bytes file) throws ImageException {
        return new Walk(file).toEnd();
    }

    /** The state of one walk. */
    private static final class Walk {

        private final Bytes file;
        private int at = 2;
        private long width;
        private long height;
        private int components;
        private int frame;
        private Exif exif = Exif.NONE;
        private int scans;

        Walk(Bytes file) {
            this.file = file;
        }

        JpegStructure toEnd() throws ImageException {
            for (int marker = nextMarker(); marker != 0xd9; marker = nextMarker()) {
                if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
                    continue; // these stand alone, without a length
                }
                ImageFormat.JPEG.require(file, at, 2);
                int length = file.u16Big(at);
                if (length < 2) {
                    throw new ImageException("the JPEG file is damaged at byte " + at);
                }
                ImageFormat.JPEG.require(file, at, length);
                segment(marker, at + 2, at + length);
                at += length;
            }
            if (components == 0 || scans == 0) {
                throw new ImageException("the JPEG file holds no image");
            }
            ImageHeader header = ImageHeader.of(ImageFormat.JPEG, width, height).with(exif);
            checkEnoughData();
            return new JpegStructure(header, components);
        }

        /** Arithmetic coding (from frame 0xc9 on) has no least number of bits. */
        private void checkEnoughData() throws ImageException {
            long blocks = ((width + 7) / 8) * ((height + 7) / 8);
            if (frame < 0xc9 && blocks > MAX_BLOCKS_PER_BYTE * file.length()) {
                throw new ImageException(
                        "the JPEG file claims %d x %d pixels, too many for its %d bytes",
                        width, height, file.length());
            }
        }

        /** Skips compressed data (and garbage) to the next marker and steps behind it. */
        private int nextMarker() throws ImageException {
            while (at + 1 < file.length()) {
                if (file.u8(at) == 0xff) {
                    int marker = file.u8(at + 1);
                    if (marker == 0xff) {
                        at++;
                        continue;
                    }
                    if (marker != 0) {
                        at += 2;
                        return marker;
                    }
                }
                at++;
            }
            throw ImageFormat.JPEG.cutShort(file);
        }

        private void segment(int marker, int start, int end) throws ImageException {
            if (isFrame(marker)) {
                if (end - start < 6 || components != 0) {
                    throw new ImageException("the JPEG file is damaged at byte " + start);
                }
                height = file.u16Big(start + 1);
                width = file.u16Big(start + 3);
                components = file.u8(start + 5);
                frame = marker;
                ImageHeader.of(ImageFormat.JPEG, width, height);
            } else if (marker == 0xda && ++scans > MAX_SCANS) {
                throw new ImageException("the JPEG file has more than %d scans", MAX_SCANS);
            } else if (marker == 0xe1 && scans == 0 && file.textAt(start, "Exif\0\0")) {
                exif = Exif.read(file, start + 6, end);
            }
        }

        private static boolean isFrame(int marker) {
            return marker >= 0xc0
                    && marker <= 0xcf
                    && marker != 0xc4
                    && marker != 0xc8
                    && marker != 0xcc;
        }
    }
}
