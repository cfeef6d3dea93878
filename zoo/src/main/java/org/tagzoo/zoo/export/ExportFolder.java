package org.tagzoo.zoo.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tagzoo.datasets.file.Sha256;

/** The folder of an export: the names of its files, and what is checked before it is loaded. */
final class ExportFolder {

    /** What the export says about itself; a folder or zip without it is no export. */
    static final String MANIFEST = "tagzoo.json";

    /** What lies in the folder of a run, or of a row in it. */
    private static final List<String> RUN_FILES = List.of("config.json", "network.json");

    static final String MODEL = "model.pt";
    static final String SERVING = "serving.properties";
    static final String LABELS = "synset.txt";
    static final String THRESHOLDS = "thresholds.json";

    /** What it takes to load one; all else is for people and other programs. */
    static final List<String> NEEDED = List.of(MANIFEST, MODEL, SERVING);

    /** All that the writer makes by itself. */
    static final List<String> OWN = List.of(MANIFEST, MODEL, SERVING, LABELS, THRESHOLDS);

    private static final Pattern TEXT = Pattern.compile("[\\w-]+\\.(md|txt|json|csv|html|yaml)");

    /** Far more than what DJL's options need. */
    private static final int SERVING_LIMIT = 1 << 16;

    private ExportFolder() {}

    /** Returns whether a text beside the export's own files may have this name. */
    static boolean isText(String name) {
        return TEXT.matcher(name).matches() && !OWN.contains(name);
    }

    /**
     * Returns the folder that claims to be an export: the folder itself, or the only one in it, as
     * DJL looks for models too.
     */
    static Optional<Path> find(Path folder) throws IOException {
        if (isExport(folder)) {
            return Optional.of(folder);
        }
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> visible =
                    files.filter(file -> !file.getFileName().toString().startsWith("."))
                            .limit(2)
                            .toList();
            return visible.size() == 1 && isExport(visible.get(0))
                    ? Optional.of(visible.get(0))
                    : Optional.empty();
        }
    }

    private static boolean isExport(Path folder) {
        return Files.isRegularFile(folder.resolve(MANIFEST));
    }

    /**
     * Reads what the export says and compares its network's hash.
     *
     * @throws ExportException if it is not whole, not understood, or not what was written
     */
    static ExportManifest check(Path folder) throws IOException {
        for (String name : NEEDED) {
            requireFile(folder, name);
        }
        Path serving = folder.resolve(SERVING);
        if (Files.size(serving) > SERVING_LIMIT) {
            throw new ExportException(
                    "%s is larger than %d bytes; export the network again"
                            .formatted(serving, SERVING_LIMIT));
        }
        requireSoleNetwork(folder);
        EarlyStart.beginFor(folder);
        ExportManifest manifest = ExportManifest.read(folder.resolve(MANIFEST));
        Path model = folder.resolve(MODEL);
        String found = Sha256.of(model);
        if (!found.equals(manifest.model().sha256())) {
            throw new ExportException(
                    "%s was cut or exchanged: its SHA-256 is %s, %s says %s; export the network again"
                            .formatted(model, found, MANIFEST, manifest.model().sha256()));
        }
        return manifest;
    }

    private static void requireFile(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file) && name.equals(MANIFEST)) {
            boolean isRun = RUN_FILES.stream().anyMatch(f -> Files.exists(folder.resolve(f)));
            throw new ExportException(
                    isRun
                            ? "%s is a run's folder, or a row's in it, and no export: make one with tagzoo export RUN --out FOLDER"
                                    .formatted(folder)
                            : "%s is no export: there is no file %s; tagzoo export makes one of a run"
                                    .formatted(folder, name));
        }
        if (!Files.isRegularFile(file)) {
            throw new ExportException(
                    "%s is not a complete export: there is no file %s; export the network again"
                            .formatted(folder, name));
        }
        if (!file.toRealPath().startsWith(folder.toRealPath())) {
            throw new ExportException(
                    "%s is a link that leads out of its folder; put the file itself there"
                            .formatted(file));
        }
    }

    /**
     * DJL takes a file of another name for the network, if a program or {@code serving.properties}
     * names it or it is named as its folder; that file's hash would be asked by nobody.
     */
    private static void requireSoleNetwork(Path folder) throws IOException {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        String own = name == null ? "" : name.toString();
        try (Stream<Path> files = Files.list(folder)) {
            Optional<Path> other =
                    files.filter(file -> isOtherNetwork(file.getFileName().toString(), own))
                            .findFirst();
            if (other.isPresent()) {
                throw new ExportException(
                        "%s could be taken for the network in place of %s; move it elsewhere"
                                .formatted(other.get(), MODEL));
            }
        }
    }

    private static boolean isOtherNetwork(String name, String folder) {
        return !name.equals(MODEL)
                && (name.equals("model")
                        || name.equals(folder)
                        || name.toLowerCase(Locale.ROOT).endsWith(".pt"));
    }
}
