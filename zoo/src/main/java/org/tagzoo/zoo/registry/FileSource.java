package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where a file may be had. Its text names it for a person. */
interface FileSource {

    /**
     * Puts the file, unchecked, where parts lie.
     *
     * @return whether bytes of an earlier attempt were kept
     * @throws IOException if it can't be had; the message is a reason, in one line
     */
    boolean fill(PartFile part, WantedFile wanted) throws IOException;

    /** A folder of this machine. */
    record Folder(Path folder) implements FileSource {
        @Override
        public boolean fill(PartFile part, WantedFile wanted) throws IOException {
            Path file = folder.resolve(wanted.name());
            if (!Files.isRegularFile(file)) {
                throw new IOException("there is no " + wanted.name());
            }
            if (!Files.isReadable(file)) {
                throw new IOException("no permission to read " + wanted.name());
            }
            if (Files.size(file) > wanted.mostBytes()) {
                throw new IOException(
                        "it has %d bytes, where at most %d are expected"
                                .formatted(Files.size(file), wanted.mostBytes()));
            }
            part.clear();
            Files.createDirectories(part.file().getParent());
            Files.copy(file, part.file(), StandardCopyOption.REPLACE_EXISTING);
            return false;
        }

        @Override
        public String toString() {
            return folder.toString();
        }
    }

    /** An address on the web. */
    record Web(URI address, HttpDownload http, FetchListener listener) implements FileSource {
        @Override
        public boolean fill(PartFile part, WantedFile wanted) throws IOException {
            long there = part.version(address).isPresent() ? part.size() : 0;
            String rest =
                    there == 0 ? "" : ", going on after %d MB".formatted(Math.round(there / 1e6));
            listener.note(
                    "Fetching %s (%d MB) from %s%s"
                            .formatted(
                                    wanted.name(),
                                    Math.round(wanted.mostBytes() / 1e6),
                                    address.getHost(),
                                    rest));
            try {
                return http.fetch(
                        address,
                        part,
                        wanted.mostBytes(),
                        (bytes, total) -> listener.progress(wanted.name(), bytes, total));
            } finally {
                listener.end(wanted.name());
            }
        }

        @Override
        public String toString() {
            return address.toString();
        }
    }
}
