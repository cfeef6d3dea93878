package org.tagzoo.datasets.corpus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Text files: UTF-8, with or without a byte order mark. */
public final class TextFile {

    /** The largest text file that is read, in bytes. */
    static final long MAX_BYTES = 1 << 28;

    private TextFile() {}

    /**
     * Returns the whole text.
     *
     * @throws CorpusException if the file can't be read, is too large, or is not UTF-8
     */
    public static String read(Path file) {
        try {
            long bytes = Files.size(file);
            if (bytes > MAX_BYTES) {
                throw new CorpusException(
                        "%s has %d bytes; a text file of at most %d is read",
                        file, bytes, MAX_BYTES);
            }
            byte[] content = Files.readAllBytes(file);
            requireText(file, content);
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new CorpusException(e, file + " is not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            throw CorpusException.unreadable(file, e);
        }
    }

    /** Names files that people take for tables. */
    private static void requireText(Path file, byte[] content) {
        String start =
                new String(content, 0, Math.min(content.length, 32), StandardCharsets.ISO_8859_1)
                        .stripLeading()
                        .toLowerCase(Locale.ROOT);
        String what =
                start.startsWith("version https://git-lfs")
                        ? "a git-lfs pointer that stands for the file: git lfs pull gets it"
                        : start.startsWith("<!doctype html") || start.startsWith("<html")
                                ? "a web page: download the file itself"
                                : start.startsWith("pk\3\4")
                                        ? "a zip file or an Excel workbook: unpack it, or save its sheet as CSV"
                                        : "";
        if (!what.isEmpty()) {
            throw new CorpusException("%s is %s", file, what);
        }
    }

    /** Returns the lines; line {@code n} of an editor is element {@code n - 1}. */
    static List<String> lines(Path file) {
        return read(file).lines().toList();
    }
}
