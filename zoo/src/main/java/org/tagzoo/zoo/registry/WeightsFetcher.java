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
import org.tagzoo.zoo.weights.WeightsException;

/**
 * Gets published files: from the mirror if there is one, else from the network unless that is not
 * to be used. A host that can't be reached is not tried again for five minutes.
 */
public final class WeightsFetcher {

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
                new NpmPack(listener::note),
                new HttpDownload(HttpLimits.USUAL),
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
     * Fetches a published file and checks it.
     *
     * @param part where it lies afterwards; what is there of an earlier attempt is made use of
     * @throws IOException if it can't be had; the message is a reason, in one line
     */
    void fetch(PublishedFile file, PartFile part) throws IOException {
        List<FileSource> sources = mirrors(file.file());
        if (!isOffline) {
            sources.add(new FileSource.Web(file.address(), http, listener));
        }
        fetch(WantedFile.of(file), sources, part);
    }

    /**
     * Fetches an npm package and checks it.
     *
     * @param part where it may lie afterwards; what is there of an earlier attempt is made use of
     * @param folder where it lies otherwise; empty
     * @return the {@code .tgz}
     * @throws IOException if it can't be had; the message is a reason, in one line
     */
    Path fetch(NpmPackage npmPackage, PartFile part, Path folder) throws IOException {
        WantedFile wanted = WantedFile.of(npmPackage);
        String mirrorsReason = "";
        List<FileSource> mirrors = mirrors(npmPackage.archiveName());
        if (!mirrors.isEmpty()) {
            try {
                fetch(wanted, mirrors, part);
                return part.file();
            } catch (IOException e) {
                stopIfUseless(e);
                mirrorsReason = e.getMessage() + "; ";
            }
        }
        try {
            if (isOffline) {
                throw new IOException(OFFLINE);
            }
            Path archive = packages.fetch(npmPackage, folder);
            wanted.check().check(archive);
            return archive;
        } catch (IOException e) {
            if (mirrorsReason.isEmpty() || e instanceof FileSystemException) {
                throw e;
            }
            throw new IOException(mirrorsReason + e.getMessage(), e);
        }
    }

    /** Returns the mirror as a source, unless there is none or it may not be used. */
    private List<FileSource> mirrors(String file) {
        List<FileSource> sources = new ArrayList<>();
        if (mirror.isPresent()) {
            Optional<Path> folder = mirror.get().folder();
            if (folder.isPresent()) {
                sources.add(new FileSource.Folder(folder.get()));
            } else if (!isOffline) {
                URI address = mirror.get().address(file);
                sources.add(new FileSource.Web(address, http, listener));
            }
        }
        return sources;
    }

    private void fetch(WantedFile wanted, List<FileSource> sources, PartFile part)
            throws IOException {
        if (isWhole(part, wanted)) {
            return;
        }
        List<String> reasons = new ArrayList<>();
        for (FileSource source : sources) {
            try {
                boolean isContinued = source.fill(part, wanted);
                if (isContinued && !isWhole(part, wanted)) {
                    listener.note(
                            "The parts of %s don't fit together: fetching it anew"
                                    .formatted(wanted.name()));
                    part.clear();
                    source.fill(part, wanted);
                }
                checkOrRemove(part, wanted);
                return;
            } catch (IOException e) {
                stopIfUseless(e);
                reasons.add(source + ": " + e.getMessage());
            }
        }
        if (isOffline) {
            reasons.add(OFFLINE);
        }
        throw new IOException(String.join("; ", reasons));
    }

    /** A process may have been killed after the last byte came and before the file was renamed. */
    private static boolean isWhole(PartFile part, WantedFile wanted) {
        if (!Files.exists(part.file())) {
            return false;
        }
        try {
            wanted.check().check(part.file());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void checkOrRemove(PartFile part, WantedFile wanted) throws IOException {
        try {
            wanted.check().check(part.file());
        } catch (IOException e) {
            part.clear();
            throw e;
        }
    }

    /** Another source can't help if the cache can't be written or nobody waits any more. */
    private static void stopIfUseless(IOException e) throws IOException {
        if (e instanceof FileSystemException || Thread.currentThread().isInterrupted()) {
            throw e;
        }
    }
}
