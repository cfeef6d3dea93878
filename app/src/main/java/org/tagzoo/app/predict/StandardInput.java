package org.tagzoo.app.predict;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.tagzoo.datasets.image.ImageException;
import org.tagzoo.datasets.image.ImageFile;

/**
 * What comes through a pipe: one image, or paths of images and folders, one a line.
 *
 * <p>It is an image if its first {@value #START} bytes hold a zero byte, or begin with a byte that
 * no text in UTF-8 begins with, or are those of a WebP file. All formats that TagZoo reads do, and
 * those that it refuses with a reason, such as TIFF and HEIC; no list of paths does.
 */
final class StandardInput {

    /** Enough for every format, however it is cut. */
    private static final int START = 16;

    private StandardInput() {}

    /** Returns the image, named {@code -}, or those of the paths, each as it is read. */
    static Iterator<NamedImage> images(InputStream in) {
        byte[] start;
        try {
            start = start(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Standard input can't be read: " + e.getMessage(), e);
        }
        if (start.length == 0) {
            return List.of(
                            NamedImage.missing(
                                    ImageArguments.STANDARD_INPUT, "standard input is empty"))
                    .iterator();
        }
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), in);
        if (isImage(start)) {
            return List.of(new NamedImage(ImageArguments.STANDARD_INPUT, () -> content(whole)))
                    .iterator();
        }
        return new PathLines(whole);
    }

    /**
     * Reads no further than the first line where that already tells, so that whoever types paths
     * need not type two.
     */
    private static byte[] start(InputStream in) throws IOException {
        byte[] start = new byte[START];
        int length = 0;
        while (length < START) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            start[length++] = (byte) next;
            if (next == '\n' && !mayBeImage(start)) {
                break;
            }
        }
        return Arrays.copyOf(start, length);
    }

    /** Whether a format begins so whose first bytes are letters, and may hold a line feed. */
    private static boolean mayBeImage(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return text.startsWith("BM") || text.startsWith("GIF8") || text.startsWith("RIFF");
    }

    private static boolean isImage(byte[] start) {
        int first = start[0] & 0xff;
        boolean beginsNoText = (first >= 0x80 && first < 0xc2) || first > 0xf4;
        String text = new String(start, StandardCharsets.ISO_8859_1);
        boolean webp = text.startsWith("RIFF") && text.startsWith("WEBP", 8);
        return beginsNoText || webp || text.indexOf('\0') >= 0;
    }

    private static byte[] content(InputStream in) throws IOException {
        byte[] content = in.readNBytes(ImageFile.MAX_BYTES);
        if (content.length == ImageFile.MAX_BYTES && in.read() >= 0) {
            throw new ImageException(
                    "the image is larger than %d MiB".formatted(ImageFile.MAX_BYTES >> 20));
        }
        return content;
    }
}
