package org.tagzoo.app.predict;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The images of paths that come one a line, in UTF-8, with or without a byte order mark; a carriage
 * return before the line feed, and empty lines, mean nothing. A line that names a folder stands for
 * its images.
 */
final class PathLines implements Iterator<NamedImage> {

    /** Far longer than any path. */
    private static final int LINE_LIMIT = 1 << 16;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream in;
    private final NestedIterator<NamedImage> images;
    private long line;

    PathLines(InputStream in) {
        this.in = new BufferedInputStream(in);
        this.images = new NestedIterator<>(this::nextPath);
    }

    @Override
    public boolean hasNext() {
        return images.hasNext();
    }

    @Override
    public NamedImage next() {
        return images.next();
    }

    private Iterator<NamedImage> nextPath() {
        try {
            byte[] bytes = nextLine();
            while (bytes != null && bytes.length == 0) {
                bytes = nextLine();
            }
            return bytes == null ? null : images(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Standard input can't be read: " + e.getMessage(), e);
        }
    }

    private Iterator<NamedImage> images(byte[] bytes) {
        if (bytes.length > LINE_LIMIT) {
            return wrong("it is longer than %d bytes".formatted(LINE_LIMIT));
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return wrong("it is not in UTF-8");
        }
        return ImagePath.of(text).drain();
    }

    private Iterator<NamedImage> wrong(String why) {
        String name = "line %d of standard input".formatted(line);
        return List.of(NamedImage.missing(name, why + "; one path a line is read")).iterator();
    }

    /** Returns a line without its end, null after the last; of a line too long, its beginning. */
    private byte[] nextLine() throws IOException {
        line++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
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
        byte[] all = bytes.toByteArray();
        int from = line == 1 && isMarked(all) ? BYTE_ORDER_MARK.length : 0;
        boolean hasReturn = all.length > from && all[all.length - 1] == '\r';
        return Arrays.copyOfRange(all, from, hasReturn ? all.length - 1 : all.length);
    }

    private static boolean isMarked(byte[] line) {
        int length = BYTE_ORDER_MARK.length;
        return line.length >= length && Arrays.equals(line, 0, length, BYTE_ORDER_MARK, 0, length);
    }
}
