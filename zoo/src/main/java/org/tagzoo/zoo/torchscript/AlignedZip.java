package org.tagzoo.zoo.torchscript;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a zip without compression in which each file's bytes begin at a multiple of 64, so that
 * the archive can be mapped into memory. The same entries give the same bytes.
 */
final class AlignedZip implements AutoCloseable {

    private static final int ALIGNMENT = 64;

    /** Bytes of a local file header before its name. */
    private static final int HEADER = 30;

    /** An extra field begins with two bytes of tag ("FB", as PyTorch pads) and two of length. */
    private static final int EXTRA_HEADER = 4;

    /**
     * Any date will do but the zip format's first day, which Java writes with an extra field of its
     * own.
     */
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final ZipOutputStream zip;
    private final String folder;
    private long position;

    AlignedZip(Path file, String folder) throws IOException {
        this(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), folder);
    }

    AlignedZip(OutputStream out, String folder) {
        this.zip = new ZipOutputStream(out);
        this.folder = folder;
        zip.setMethod(ZipOutputStream.STORED);
    }

    void entry(String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(folder + name);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setCrc(crc.getValue());
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        // Set as local date fields, so that neither clock nor time zone shows in the file.
        entry.setTimeLocal(DATE);
        int start = HEADER + entry.getName().getBytes(StandardCharsets.UTF_8).length;
        entry.setExtra(padding(position + start));
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
        position += start + entry.getExtra().length + bytes.length;
    }

    private static byte[] padding(long start) {
        int fill = (int) Math.floorMod(-(start + EXTRA_HEADER), (long) ALIGNMENT);
        byte[] extra = new byte[EXTRA_HEADER + fill];
        extra[0] = 'F';
        extra[1] = 'B';
        extra[2] = (byte) fill;
        for (int i = EXTRA_HEADER; i < extra.length; i++) {
            extra[i] = 'Z';
        }
        return extra;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
