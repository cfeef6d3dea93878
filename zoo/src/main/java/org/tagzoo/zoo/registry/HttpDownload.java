package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Authenticator;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;

/**
 * Downloads a file over http or https into a part file, and goes on where an earlier download was
 * cut, if the server still has the same version (RFC 9110, sections 13.1.5 and 14).
 *
 * <p>Uses the JDK's client and proxies ({@code -Dhttps.proxyHost} and the like). Redirects are
 * followed, but never from https to http.
 */
final class HttpDownload {

    /** Takes how far a download is. */
    interface Progress {
        /**
         * @param bytes that are there
         * @param totalBytes of the file; 0 if not known
         */
        void at(long bytes, long totalBytes);
    }

    private static final int MOST_ATTEMPTS = 4;

    private final HttpLimits limits;
    private final UnreachableHosts unreachable;
    private HttpClient client;

    HttpDownload(HttpLimits limits) {
        this.limits = limits;
        this.unreachable = new UnreachableHosts(limits.memory());
    }

    /**
     * Downloads a file, unchecked. A connection that breaks off is taken up again as long as that
     * brings the download forward.
     *
     * @param part to fill; what it has of the same version is kept. After a failure it holds what
     *     came.
     * @param mostBytes at which the download is given up
     * @return whether bytes of an earlier answer were kept
     * @throws IOException if it can't be had; the message is a reason, in one line
     */
    boolean fetch(URI address, PartFile part, long mostBytes, Progress progress)
            throws IOException {
        boolean isContinued = false;
        for (int attempt = 1; ; attempt++) {
            long before = part.size();
            try {
                Optional<Long> offset = attempt(address, part, mostBytes, progress);
                if (offset.isPresent()) {
                    return isContinued || offset.get() > 0;
                }
                part.clear();
                if (attempt == MOST_ATTEMPTS) {
                    throw new IOException("it answered with another range than asked for");
                }
            } catch (BodyException e) {
                if (!e.isCut()) {
                    part.clear();
                }
                if (!e.isCut() || attempt == MOST_ATTEMPTS || part.size() <= before) {
                    throw e;
                }
                isContinued = true;
            }
        }
    }

    /** Returns where the body was appended; empty if it doesn't continue the part. */
    private Optional<Long> attempt(URI address, PartFile part, long mostBytes, Progress progress)
            throws IOException {
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = ask(address, part);
        try (BodyReader body = new BodyReader(response.body(), limits)) {
            HttpAnswer answer = new HttpAnswer(response);
            if (answer.isWhole()) {
                part.begin(address, answer.version());
            } else if (!answer.continues(part.size())) {
                return Optional.empty();
            }
            long offset = part.size();
            long total = answer.length() == 0 ? 0 : offset + answer.length();
            if (total > mostBytes) {
                throw BodyException.tooLong(mostBytes);
            }
            try (FileChannel out = FileChannel.open(part.file(), StandardOpenOption.APPEND)) {
                body.copy(out, offset, mostBytes, bytes -> progress.at(bytes, total));
                out.force(true);
            }
            return Optional.of(offset);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> ask(URI address, PartFile part)
            throws IOException {
        Optional<String> recent = unreachable.reason(address);
        if (recent.isPresent()) {
            throw new IOException(recent.get());
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(limits.answer());
        Optional<String> version = part.version(address);
        if (version.isPresent()) {
            request.header("Range", "bytes=" + part.size() + "-").header("If-Range", version.get());
        }
        try {
            return client().send(request.build(), HttpResponse.BodyHandlers.ofPublisher());
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (IOException e) {
            String reason = NetworkReason.of(e, limits);
            unreachable.add(address, reason);
            throw new IOException(reason, e);
        }
    }

    /** Made when it is first needed, as that takes some 100 ms. */
    private synchronized HttpClient client() {
        if (client == null) {
            HttpClient.Builder builder =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .followRedirects(HttpClient.Redirect.NORMAL)
                            .connectTimeout(limits.connect());
            if (ProxySelector.getDefault() != null) {
                builder.proxy(ProxySelector.getDefault());
            }
            if (Authenticator.getDefault() != null) {
                builder.authenticator(Authenticator.getDefault());
            }
            client = builder.build();
        }
        return client;
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        IOException interrupted = new InterruptedIOException("the download was interrupted");
        interrupted.initCause(e);
        return interrupted;
    }
}
