package org.tagzoo.datasets.image;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The first page of a TIFF file: what its directory says, and whether its strips or tiles are all
 * there.
 *
 * @param header size and orientation of the first page, and how many pages there are
 * @param photometric how samples are colours: 0 and 1 gray, 2 RGB, 3 palette, 5 CMYK, 6 YCbCr
 */
record TiffStructure(ImageHeader header, int photometric) {

    private static final int MAX_ENTRIES = 1000;
    private static final int MAX_PAGES = 10_000;

    /** What samples may take in memory; as much as the largest image of other formats takes. */
    private static final long MAX_SAMPLE_BYTES = 4 * ImageHeader.MAX_PIXELS;

    private static final Set<Long> COMPRESSIONS =
            Set.of(1L, 2L, 3L, 4L, 5L, 7L, 8L, 32773L, 32946L);

    /** A byte of LZW or deflate gives a thousand samples or so at most; of a fax, a row of bits. */
    private static final long MAX_BITS_PER_BYTE = 1 << 16;

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int STRIP_OFFSETS = 273;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int STRIP_SIZES = 279;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_SIZES = 325;
    private static final int SAMPLE_FORMAT = 339;

    private static final Set<Integer> SHORTS = Set.of(BITS, COMPRESSION, PHOTOMETRIC, SAMPLES);

    static boolean matches(Bytes file) {
        return file.startsWith("II*\0") || file.startsWith("MM\0*");
    }

    static TiffStructure read(Bytes file) throws ImageException {
        return new Directory(file).first();
    }

    /** Reads directories of one file. */
    private static final class Directory {

        private final Bytes file;
        private final boolean little;
        private final Map<Integer, long[]> fields = new HashMap<>();

        Directory(Bytes file) {
            this.file = file;
            this.little = file.startsWith("II");
        }

        TiffStructure first() throws ImageException {
            ImageFormat.TIFF.require(file, 0, 8);
            long next = entries(u32(4), true);
            int pages = pages(next);
            long width = number(WIDTH, 0);
            long height = number(HEIGHT, 0);
            long orientation = number(ORIENTATION, 1);
            ImageHeader header =
                    ImageHeader.of(ImageFormat.TIFF, width, height)
                            .with(
                                    Exif.read(file, 0, file.length())
                                            .withOrientation(
                                                    orientation >= 1 && orientation <= 8
                                                            ? (int) orientation
                                                            : 1))
                            .withFrames(pages);
            long samples = number(SAMPLES, 1);
            long bits = number(BITS, 1);
            long photometric = number(PHOTOMETRIC, 1);
            for (long each : fields.getOrDefault(BITS, new long[0])) {
                require(each == bits, "samples of different sizes");
            }
            require(bits <= 8 ? bits > 0 && 8 % bits == 0 : bits == 16, bits + " bits a sample");
            require(samples >= 1 && samples <= 5, samples + " samples a pixel");
            require(number(SAMPLE_FORMAT, 1) == 1, "samples that are not whole numbers from 0");
            require(photometric <= 6 && photometric != 4, "colours of kind " + photometric);
            long compression = number(COMPRESSION, 1);
            require(COMPRESSIONS.contains(compression), "compression " + compression);
            long bytes = width * height * samples * (bits > 8 ? 2 : 1);
            require(bytes <= MAX_SAMPLE_BYTES, bytes + " bytes of samples");
            requireData(width, height, samples * bits, compression);
            return new TiffStructure(header, (int) photometric);
        }

        /** Requires that strips or tiles are in the file, and enough for the pixels. */
        private void requireData(long width, long height, long pixelBits, long compression)
                throws ImageException {
            boolean tiled = fields.containsKey(TILE_OFFSETS);
            long[] offsets = fields.getOrDefault(tiled ? TILE_OFFSETS : STRIP_OFFSETS, new long[0]);
            long[] sizes = fields.getOrDefault(tiled ? TILE_SIZES : STRIP_SIZES, new long[0]);
            if (offsets.length == 0 || offsets.length != sizes.length) {
                throw new ImageException("the TIFF file holds no image");
            }
            if (tiled) {
                long across = number(TILE_WIDTH, 0);
                long down = number(TILE_HEIGHT, 0);
                // A tile may be larger than a small image, but not by much.
                require(
                        across > 0 && down > 0 && across <= width + 4096 && down <= height + 4096,
                        "tiles of %d x %d pixels".formatted(across, down));
                require(
                        across * down * pixelBits <= 8 * MAX_SAMPLE_BYTES,
                        "tiles of %d x %d pixels".formatted(across, down));
            }
            long all = 0;
            for (int i = 0; i < offsets.length; i++) {
                ImageFormat.TIFF.require(file, offsets[i], sizes[i]);
                all += sizes[i];
            }
            long bits = width * height * pixelBits;
            if (bits > 8 * all * (compression == 1 ? 1 : MAX_BITS_PER_BYTE / 8)) {
                throw new ImageException(
                        "the TIFF file claims %d x %d pixels, too many for its %d bytes",
                        width, height, file.length());
            }
        }

        private void require(boolean read, String what) throws ImageException {
            if (!read) {
                throw new ImageException(
                        "the TIFF file has %s, which is not read: convert it to PNG", what);
            }
        }

        private long number(int tag, long otherwise) {
            long[] values = fields.get(tag);
            return values == null || values.length == 0 ? otherwise : values[0];
        }

        private int pages(long second) throws ImageException {
            int pages = 1;
            Set<Long> seen = new HashSet<>();
            for (long at = second; at != 0 && pages < MAX_PAGES && seen.add(at); pages++) {
                at = entries(at, false);
            }
            return pages;
        }

        /** Reads the fields of a directory, or passes over them; returns where the next one is. */
        private long entries(long at, boolean keep) throws ImageException {
            ImageFormat.TIFF.require(file, at, 2);
            int count = u16((int) at);
            if (count > MAX_ENTRIES) {
                throw new ImageException("the TIFF file is damaged: %d fields of a page", count);
            }
            ImageFormat.TIFF.require(file, at + 2, 12L * count + 4);
            for (int i = 0; i < count && keep; i++) {
                field((int) at + 2 + 12 * i);
            }
            return u32((int) at + 2 + 12 * count);
        }

        private void field(int at) throws ImageException {
            int type = u16(at + 2);
            int size = type == 1 ? 1 : type == 3 ? 2 : type == 4 ? 4 : 0;
            long count = u32(at + 4);
            if (size == 0) {
                return; // no whole numbers: nothing that is asked for here
            }
            long place = count * size <= 4 ? at + 8 : u32(at + 8);
            ImageFormat.TIFF.require(file, place, count * size);
            long[] values = new long[(int) count];
            for (int i = 0; i < values.length; i++) {
                int from = (int) place + i * size;
                values[i] = size == 1 ? file.u8(from) : size == 2 ? u16(from) : u32(from);
            }
            int tag = u16(at);
            if (SHORTS.contains(tag) && type != 3) {
                throw new ImageException("the TIFF file is damaged: field %d is no short", tag);
            }
            fields.put(tag, values);
        }

        private int u16(int at) {
            return little ? file.u16Little(at) : file.u16Big(at);
        }

        private long u32(int at) {
            return little ? file.u32Little(at) : file.u32Big(at);
        }
    }
}
