package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * The SHA-256 of a file of which none is published: that of the one which was fetched first, kept
 * in a file beside it, so that another is noticed.
 *
 * @param file in the cache, there or not
 */
record FirstHash(Path file) {

    private static final int LONGEST = 200;

    private Path kept() {
        return file.resolveSibling(file.getFileName() + ".sha256");
    }

    private Optional<String> read() throws IOException {
        if (!Files.exists(kept())) {
            return Optional.empty();
        }
        String text = Files.size(kept()) > LONGEST ? "" : Files.readString(kept()).strip();
        if (!Sha256.isOne(text)) {
            throw new IOException(kept() + " holds no SHA-256: delete it to have it made anew");
        }
        return Optional.of(text);
    }

    /**
     * Keeps the hash of a file that was fetched, or compares it with the one that is kept.
     *
     * @throws IOException if it is another; the message is a reason, in one line
     */
    void expect(Path fetched, FetchListener listener) throws IOException {
        String sha256 = Sha256.of(fetched);
        Optional<String> before = read();
        if (before.isEmpty()) {
            Files.createDirectories(file.getParent());
            AtomicFile.write(kept(), sha256 + "\n");
            listener.note(
                    "No hash of %s is published: its SHA-256, %s, is kept and expected from now on"
                            .formatted(file.getFileName(), sha256));
        } else if (!before.get().equals(sha256)) {
            Files.delete(fetched);
            throw new IOException(
                    "it has the SHA-256 %s, the file that was fetched first had %s: delete %s if you trust the new one"
                            .formatted(sha256, before.get(), kept()));
        }
    }

    /**
     * Compares the file's hash with the one that is kept, if any.
     *
     * @throws WeightsException if it is another
     */
    void check(String sha256) throws WeightsException {
        try {
            Optional<String> before = read();
            if (before.isPresent() && !before.get().equals(sha256)) {
                throw new WeightsException(
                        "%s is not the file that was fetched first (SHA-256 %s, expected %s): delete it to have it fetched anew"
                                .formatted(file, sha256, before.get()));
            }
        } catch (WeightsException e) {
            throw e;
        } catch (IOException e) {
            throw new WeightsException(e.getMessage(), e);
        }
    }
}
