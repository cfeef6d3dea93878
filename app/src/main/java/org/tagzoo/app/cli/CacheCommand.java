package org.tagzoo.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.tagzoo.datasets.file.CacheFolder;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.zoo.registry.WeightsCache;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagzoo cache}: lists what is kept for later runs, or clears it. */
@Command(name = "cache")
final class CacheCommand extends Subcommand {

    private static final List<String> COMPUTED = List.of("embeddings", "pixels");

    @Option(names = "--json")
    private boolean json;

    /**
     * What is kept of one kind.
     *
     * @param lastUsed a date, such as 2026-11-30; empty if there is no file
     */
    private record Kind(String kind, int files, long bytes, String lastUsed) {

        static Kind of(Path folder) throws IOException {
            List<CacheFolder.Kept> kept = CacheFolder.oldestFirst(folder);
            return new Kind(
                    folder.getFileName().toString(),
                    kept.size(),
                    kept.stream().mapToLong(CacheFolder.Kept::bytes).sum(),
                    kept.isEmpty()
                            ? ""
                            : kept.get(kept.size() - 1).used().toString().substring(0, 10));
        }

        String size() {
            return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
        }
    }

    @Override
    public Integer call() throws IOException {
        List<Kind> kinds = new ArrayList<>();
        for (Path folder : folders()) {
            kinds.add(Kind.of(folder));
        }
        long limit = limit();
        if (json) {
            Map<String, Object> all =
                    Map.of("folder", root().toString(), "limitBytes", limit, "kinds", kinds);
            out().print(CheckedJson.indented(all));
        } else {
            out().println(root());
            for (Kind kind : kinds) {
                out().printf("  %-12s%8d files%16s", kind.kind, kind.files, kind.size());
                out().println(kind.files == 0 ? "" : "  last used " + kind.lastUsed);
            }
        }
        out().flush();
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "clear", mixinStandardHelpOptions = true)
    int clear(@Parameters(paramLabel = "KIND", arity = "0..*") List<String> kinds)
            throws IOException {
        List<Path> folders = folders();
        List<String> names = folders.stream().map(f -> f.getFileName().toString()).toList();
        List<String> asked = kinds == null ? List.of() : kinds;
        for (String kind : asked) {
            require(
                    names.contains(kind) || COMPUTED.contains(kind),
                    "There is no '%s' in %s; there is %s",
                    kind,
                    root(),
                    String.join(", ", names));
        }
        for (Path folder : folders) {
            Kind kind = Kind.of(folder);
            if ((asked.isEmpty() ? COMPUTED : asked).contains(kind.kind)) {
                for (CacheFolder.Kept kept : CacheFolder.oldestFirst(folder)) {
                    Files.deleteIfExists(kept.file());
                }
                out().printf("%s: %d files deleted, %s%n", kind.kind, kind.files, kind.size());
            }
        }
        out().flush();
        return CommandLine.ExitCode.OK;
    }

    private Path root() {
        return WeightsCache.of(program().environment()).folder();
    }

    private List<Path> folders() throws IOException {
        if (!Files.isDirectory(root())) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(root())) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    private long limit() {
        try {
            return CacheFolder.limit(program().environment());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
