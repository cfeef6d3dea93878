package org.tagzoo.app.predict;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.lang3.StringUtils;
import org.tagzoo.datasets.image.ImageException;
import org.tagzoo.datasets.image.ImageFile;

/**
 * What comes through a pipe: one image, or paths of images and folders.
 *
 * <p>It is an image if its first {@value #START} bytes hold a zero byte, or begin with a byte that
 * no text in UTF-8 begins with, or are those of a WebP file. All formats that TagZoo reads do, and
 * those that it refuses with a reason, such as TIFF and HEIC; no list of paths does.
 *
 * <p>Paths come one a line, in UTF-8, with or without a byte order mark; a carriage return before
 * the line feed, and empty lines, mean nothing. A line that names a folder stands for its images.
 */
final class StandardInput {

    /** Enough for every format, however it is cut. */
    private static final int START = 16;

    /** Far longer than any path. */
    private static final int LINE_LIMIT = 1 << 16;

    private final InputStream in;
    private long line;

    private StandardInput(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** Returns the image, named {@code -}, or those of the paths, each as it is read. */
    static Stream<NamedImage> images(InputStream in) {
        byte[] start;
        try {
            start = start(in);
        } catch (IOException e) {
            throw unreadable(e);
        }
        String name = ImageArguments.STANDARD_INPUT;
        if (start.length == 0) {
            return Stream.of(NamedImage.missing(name, "standard input is empty"));
        }
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), in);
        return isImage(start)
                ? Stream.of(new NamedImage(name, () -> content(whole)))
                : new StandardInput(whole).ofPaths();
    }

    private static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("Standard input can't be read: " + e.getMessage(), e);
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
            if (next == '\n' && !StringUtils.startsWithAny(text(start), "BM", "GIF8", "RIFF")) {
                // No format begins so whose header may hold a line feed.
                break;
            }
        }
        return Arrays.copyOf(start, length);
    }

    private static String text(byte[] start) {
        return new String(start, StandardCharsets.ISO_8859_1);
    }

    private static boolean isImage(byte[] start) {
        int first = start[0] & 0xff;
        boolean beginsNoText = (first >= 0x80 && first < 0xc2) || first > 0xf4;
        boolean webp = text(start).startsWith("RIFF") && text(start).startsWith("WEBP", 8);
        return beginsNoText || webp || text(start).indexOf('\0') >= 0;
    }

    private static byte[] content(InputStream in) throws IOException {
        byte[] content = in.readNBytes(ImageFile.MAX_BYTES);
        if (content.length == ImageFile.MAX_BYTES && in.read() >= 0) {
            throw new ImageException(
                    "the image is larger than %d MiB".formatted(ImageFile.MAX_BYTES >> 20));
        }
        return content;
    }

    private Stream<NamedImage> ofPaths() {
        return Stream.generate(this::nextLine)
                .takeWhile(Objects::nonNull)
                .filter(bytes -> bytes.length > 0)
                .flatMap(bytes -> ofPath(bytes).stream());
    }

    private List<NamedImage> ofPath(byte[] bytes) {
        if (bytes.length > LINE_LIMIT) {
            return wrong("it is longer than %d bytes".formatted(LINE_LIMIT));
        }
        try {
            ByteBuffer path = ByteBuffer.wrap(bytes);
            return NamedImage.at(StandardCharsets.UTF_8.newDecoder().decode(path).toString(), true);
        } catch (CharacterCodingException e) {
            return wrong("it is not in UTF-8");
        }
    }

    private List<NamedImage> wrong(String why) {
        String name = "line %d of standard input".formatted(line);
        return List.of(NamedImage.missing(name, why + "; one path a line is read"));
    }

    /** Returns a line without its end, null after the last; of a line too long, its beginning. */
    private byte[] nextLine() {
        line++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            while (next >= 0 && next != '\n') {
                if (bytes.size() <= LINE_LIMIT) {
                    bytes.write(next);
                }
                next = in.read();
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        byte[] all = bytes.toByteArray();
        boolean isMarked = line == 1 && text(all).startsWith("\u00ef\u00bb\u00bf");
        int from = isMarked ? 3 : 0;
        boolean hasReturn = all.length > from && all[all.length - 1] == '\r';
        return Arrays.copyOfRange(all, from, hasReturn ? all.length - 1 : all.length);
    }
}
