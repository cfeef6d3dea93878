package org.tagzoo.zoo.export;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.tagzoo.datasets.file.Sha256;

/**
 * Where zips are unpacked, so that later loads of the same export find them. A folder in it belongs
 * to the account that unpacked it, as the images' owner would want: others can't read it (mode
 * 0700, where there are modes).
 *
 * @param folder made if it is missing
 */
record ExportCache(Path folder) {

    private static final String ASIDE = "unpacking";

    /** No unpacking takes as long; what is older was left by a process that was ended. */
    private static final Duration LONGEST = Duration.ofHours(6);

    /** Returns the cache below DJL's own. */
    static ExportCache standard() {
        return new ExportCache(Utils.getCacheDir().resolve("tagzoo-exports"));
    }

    /**
     * Returns an unpacked zip.
     *
     * @throws ExportException if it is not whole, not understood, or not what was written
     */
    CheckedExport unpacked(Path zip) throws IOException {
        // The manifest says which network there is, so that its bytes need not be looked at here.
        Path place = folder.resolve(Sha256.of(ExportZip.description(zip)));
        if (Files.isDirectory(place)) {
            try {
                return CheckedExport.of(place);
            } catch (ExportException e) {
                ExportZip.delete(place);
            }
        }
        Files.createDirectories(folder);
        sweep();
        Path aside = Files.createTempDirectory(folder, ASIDE);
        try {
            ExportZip.extract(zip, aside);
            ExportManifest manifest = ExportFolder.check(aside);
            move(aside, place);
            return new CheckedExport(place, manifest);
        } finally {
            ExportZip.delete(aside);
        }
    }

    private void sweep() throws IOException {
        Instant oldest = Instant.now().minus(LONGEST);
        List<Path> left;
        try (Stream<Path> all = Files.list(folder)) {
            left = all.filter(path -> path.getFileName().toString().startsWith(ASIDE)).toList();
        }
        for (Path each : left) {
            if (Files.getLastModifiedTime(each).toInstant().isBefore(oldest)) {
                ExportZip.delete(each);
            }
        }
    }

    private static void move(Path aside, Path place) throws IOException {
        try {
            Files.move(aside, place);
        } catch (IOException e) {
            // Another process may have been faster; its folder has the same content.
            if (!Files.isDirectory(place)) {
                throw e;
            }
        }
    }
}
