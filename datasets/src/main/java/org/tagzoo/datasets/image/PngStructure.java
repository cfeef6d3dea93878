package org.tagzoo.datasets.image;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;

/**
 * A PNG file walked chunk by chunk to its end.
 *
 * @param header size and orientation
 * @param bitDepth bits of a sample as stored: 1, 2, 4, 8 or 16
 * @param colorType 0 gray, 2 RGB, 3 palette, 4 gray with alpha, 6 RGB with alpha
 * @param transparent the one gray (a sample) or RGB (three samples) value that stands for
 *     transparent, in the file's bit depth; empty if there is none
 * @param image the file with the chunks that make the image and no others: text, colour profiles
 *     and times are left out, of which the native decoder would only complain on standard error
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record PngStructure(
        ImageHeader header, int bitDepth, int colorType, int[] transparent, byte[] image) {

    private static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";
    private static final int CHUNK_OVERHEAD = 12;

    /** Deflate gives at most 258 bytes for 2 bits. */
    private static final long MAX_INFLATION = 1032;

    static boolean matches(Bytes file) {
        return file.startsWith(SIGNATURE);
    }

    static PngStructure read(Bytes file) throws ImageException {
        ByteArrayOutputStream image = new ByteArrayOutputStream(file.length());
        image.write(file.content(), 0, SIGNATURE.length());
        ImageHeader header = null;
        int bitDepth = 0;
        int colorType = 0;
        Exif exif = Exif.NONE;
        int[] transparent = {};
        boolean palette = false;
        long data = 0;
        int at = SIGNATURE.length();
        while (true) {
            ImageFormat.PNG.require(file, at, CHUNK_OVERHEAD);
            ImageFormat.PNG.require(file, at, CHUNK_OVERHEAD + file.u32Big(at));
            int length = (int) file.u32Big(at);
            String type = file.latin1(at + 4, 4);
            int start = at + 8;
            if (!sound(file, at, length)) {
                if (Character.isUpperCase(type.charAt(0)) || header == null) {
                    throw new ImageException(
                            "the PNG file is damaged: the checksum of the chunk at byte %d is wrong",
                            at);
                }
            } else if (header == null) {
                if (!type.equals("IHDR") || length != 13) {
                    throw new ImageException("the PNG file does not begin with its header");
                }
                bitDepth = file.u8(start + 8);
                colorType = file.u8(start + 9);
                checkDepth(bitDepth, colorType);
                header =
                        ImageHeader.of(ImageFormat.PNG, file.u32Big(start), file.u32Big(start + 4));
                keep(file, at, length, image);
            } else {
                switch (type) {
                    case "PLTE" -> {
                        palette = true;
                        keep(file, at, length, image);
                    }
                    case "IDAT" -> {
                        data += length;
                        keep(file, at, length, image);
                    }
                    case "tRNS" -> {
                        if (colorType == 3) {
                            keep(file, at, length, image);
                        } else {
                            transparent = samples(file, start, length, colorType);
                        }
                    }
                    case "eXIf" -> exif = Exif.read(file, start, start + length);
                    default -> {}
                }
            }
            if (type.equals("IEND")) {
                break;
            }
            at += CHUNK_OVERHEAD + length;
        }
        if (header == null || data == 0 || (colorType == 3 && !palette)) {
            throw new ImageException("the PNG file holds no image");
        }
        keep(file, at, 0, image);
        checkEnoughData(header, bitDepth, colorType, data);
        return new PngStructure(
                header.with(exif), bitDepth, colorType, transparent, image.toByteArray());
    }

    private static boolean sound(Bytes file, int at, int length) {
        CRC32 crc = new CRC32();
        crc.update(file.content(), at + 4, length + 4);
        return crc.getValue() == file.u32Big(at + 8 + length);
    }

    private static void keep(Bytes file, int at, int length, ByteArrayOutputStream image) {
        image.write(file.content(), at, CHUNK_OVERHEAD + length);
    }

    private static void checkDepth(int bitDepth, int colorType) throws ImageException {
        boolean allowed =
                switch (colorType) {
                    case 0 -> Integer.bitCount(bitDepth) == 1 && bitDepth <= 16;
                    case 3 -> Integer.bitCount(bitDepth) == 1 && bitDepth <= 8;
                    case 2, 4, 6 -> bitDepth == 8 || bitDepth == 16;
                    default -> false;
                };
        if (!allowed) {
            throw new ImageException(
                    "the PNG file is damaged: colour type %d with %d bits a sample",
                    colorType, bitDepth);
        }
    }

    private static void checkEnoughData(ImageHeader header, int bitDepth, int colorType, long data)
            throws ImageException {
        int channels =
                switch (colorType) {
                    case 2 -> 3;
                    case 4 -> 2;
                    case 6 -> 4;
                    default -> 1;
                };
        long rowBytes = ((long) header.width() * channels * bitDepth + 7) / 8 + 1;
        if (rowBytes * header.height() > data * MAX_INFLATION) {
            throw new ImageException(
                    "the PNG file claims %d x %d pixels, too many for its %d bytes of data",
                    header.width(), header.height(), data);
        }
    }

    private static int[] samples(Bytes file, int start, int length, int colorType) {
        int count = colorType == 0 ? 1 : colorType == 2 ? 3 : 0;
        if (length < 2 * count) {
            return new int[0];
        }
        int[] samples = new int[count];
        for (int i = 0; i < count; i++) {
            samples[i] = file.u16Big(start + 2 * i);
        }
        return samples;
    }
}
