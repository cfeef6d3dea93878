package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tagzoo.datasets.file.AtomicFile;

/**
 * The first bytes of a file that is being fetched. Beside it lies a note of where they come from
 * and of which version they are, without which the rest can't be asked for.
 */
final class PartFile {

    private static final Pattern VERSION = Pattern.compile("[ -~]{1,500}");
    private static final int LONGEST_NOTE = 10_000;

    private final Path file;
    private final Path note;

    PartFile(Path file) {
        this.file = file;
        this.note = file.resolveSibling(file.getFileName() + ".from");
    }

    Path file() {
        return file;
    }

    /** Returns how many bytes are there. */
    long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /**
     * Returns the version of the bytes, as the server named it; empty if there are none, or they
     * are from another address, or the server named no version.
     */
    Optional<String> version(URI address) throws IOException {
        if (size() == 0 || !Files.exists(note) || Files.size(note) > LONGEST_NOTE) {
            return Optional.empty();
        }
        String text = new String(Files.readAllBytes(note), StandardCharsets.ISO_8859_1);
        List<String> lines = text.lines().toList();
        boolean isOfAddress = lines.size() == 2 && lines.get(0).equals(address.toString());
        return isOfAddress && VERSION.matcher(lines.get(1)).matches()
                ? Optional.of(lines.get(1))
                : Optional.empty();
    }

    /** Starts anew: no bytes yet, of this version. */
    void begin(URI address, Optional<String> version) throws IOException {
        clear();
        if (version.isPresent() && VERSION.matcher(version.get()).matches()) {
            AtomicFile.write(note, address + "\n" + version.get() + "\n");
        }
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }

    /** Removes the bytes and the note. */
    void clear() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(note);
    }

    /** Gives the bytes, which are all there now, their final name in one step. */
    void moveTo(Path target) throws IOException {
        Files.createDirectories(target.getParent());
        AtomicFile.move(file, target);
        Files.deleteIfExists(note);
    }
}
