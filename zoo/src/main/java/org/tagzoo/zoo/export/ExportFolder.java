package org.tagzoo.zoo.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tagzoo.datasets.file.FileHash;

/** Checks the folder of an export before anything of it is loaded. */
final class ExportFolder {

    private static final int SERVING_LIMIT = 1 << 16;

    private ExportFolder() {}

    /** Returns whether a folder claims to be an export. */
    static boolean isExport(Path folder) {
        return Files.isRegularFile(folder.resolve(ExportFiles.MANIFEST));
    }

    /**
     * Reads what the export says and compares its network's hash.
     *
     * @throws ExportException if it is not whole, not understood, or not what was written
     */
    static ExportManifest check(Path folder) throws IOException {
        for (String name : ExportFiles.NEEDED) {
            requireFile(folder, name);
        }
        Path serving = folder.resolve(ExportFiles.SERVING);
        if (Files.size(serving) > SERVING_LIMIT) {
            throw new ExportException(
                    "%s is larger than %d bytes; export the network again"
                            .formatted(serving, SERVING_LIMIT));
        }
        ExportManifest manifest = manifest(folder);
        Path model = folder.resolve(ExportFiles.MODEL);
        String found = FileHash.sha256(model);
        if (!found.equals(manifest.modelSha256())) {
            throw new ExportException(
                    "%s was cut or exchanged: its SHA-256 is %s, %s says %s; export the network again"
                            .formatted(model, found, ExportFiles.MANIFEST, manifest.modelSha256()));
        }
        return manifest;
    }

    private static void requireFile(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new ExportException(
                    "%s is no whole export: there is no file %s".formatted(folder, name));
        }
        if (!file.toRealPath().startsWith(folder.toRealPath())) {
            throw new ExportException(
                    "%s is a link that leads out of its folder; put the file itself there"
                            .formatted(file));
        }
    }

    private static ExportManifest manifest(Path folder) throws IOException {
        Path file = folder.resolve(ExportFiles.MANIFEST);
        try (InputStream in = Files.newInputStream(file)) {
            return ManifestFile.read(bounded(in, file.toString()), file.toString());
        }
    }

    /** Returns the content of a manifest. */
    static byte[] bounded(InputStream in, String origin) throws IOException {
        byte[] content = in.readNBytes(ManifestFile.SIZE_LIMIT + 1);
        if (content.length > ManifestFile.SIZE_LIMIT) {
            throw new ExportException(
                    "%s is larger than %d MiB".formatted(origin, ManifestFile.SIZE_LIMIT >> 20));
        }
        return content;
    }
}
