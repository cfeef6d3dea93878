package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.lang3.exception.ExceptionUtils;

/**
 * Downloads a file over http or https into a part file, and goes on where an earlier download was
 * cut, if the server still has the same version (RFC 9110, sections 13.1.5 and 14).
 *
 * <p>Uses the JDK's client and proxies ({@code -Dhttps.proxyHost} and the like). Redirects are
 * followed, but never from https to http. A host that can't be reached is not tried again for a
 * while, so that nobody waits for each file anew.
 */
final class HttpDownload {

    /**
     * How long a download may keep a person waiting: until a connection is there (short, as {@code
     * tagzoo compare} tries it on machines without a network too), until the answer begins, and for
     * each {@code leastBytes} of the body; and how long a host that couldn't be reached is left.
     */
    record Limits(
            Duration connect, Duration answer, Duration window, long leastBytes, Duration memory) {

        static final Limits USUAL =
                new Limits(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        16_384,
                        Duration.ofMinutes(5));
    }

    /** A body broke off; what came is good as far as it goes, and the rest can be asked for. */
    private static final class CutException extends IOException {

        private static final long serialVersionUID = 1L;

        CutException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private record Job(
            URI address, PartFile part, long mostBytes, BiConsumer<Long, Long> progress) {}

    private record Failure(String reason, long untilNanos) {}

    private static final int MOST_ATTEMPTS = 4;
    private static final int PIECE = 1 << 16;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,15})-\\d{1,15}/\\d{1,15}");

    private final Limits limits;
    private final Map<String, Failure> unreachable = new ConcurrentHashMap<>();
    private HttpClient client;

    HttpDownload(Limits limits) {
        this.limits = limits;
    }

    /**
     * Downloads a file, unchecked. A connection that breaks off is taken up again as long as that
     * brings the download forward.
     *
     * @param part to fill; what it has of the same version is kept. After a failure it holds what
     *     came.
     * @param mostBytes at which the download is given up
     * @param progress told of how many bytes are there, and of how many in all, 0 if not known
     * @return whether bytes of an earlier answer were kept
     * @throws IOException if it is not available; the message is a reason, in one line
     */
    boolean fetch(URI address, PartFile part, long mostBytes, BiConsumer<Long, Long> progress)
            throws IOException {
        Job job = new Job(address, part, mostBytes, progress);
        boolean isContinued = false;
        for (int attempt = 1; ; attempt++) {
            long before = part.size();
            try {
                OptionalLong offset = attempt(job);
                if (offset.isPresent()) {
                    return isContinued || offset.getAsLong() > 0;
                }
                part.clear();
                if (attempt == MOST_ATTEMPTS) {
                    throw new IOException("it answered with another range than asked for");
                }
            } catch (CutException e) {
                if (attempt == MOST_ATTEMPTS || part.size() <= before) {
                    throw e;
                }
                isContinued = true;
            }
        }
    }

    /** Returns where the body was appended; empty if it doesn't continue the part. */
    private OptionalLong attempt(Job job) throws IOException {
        HttpResponse<InputStream> response = ask(job);
        HttpHeaders headers = response.headers();
        int status = response.statusCode();
        PartFile part = job.part();
        try (InputStream body = response.body()) {
            if (status == 200) {
                part.begin(job.address(), version(headers));
            } else if (status == 206 || status == 416) {
                Matcher range = RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
                if (!range.matches() || Long.parseLong(range.group(1)) != part.size()) {
                    return OptionalLong.empty();
                }
            } else {
                String redirect = " (a redirect to %s, which isn't followed)";
                Optional<String> to = headers.firstValue("Location");
                throw new IOException(
                        "it answered " + status + to.map(redirect::formatted).orElse(""));
            }
            long offset = part.size();
            long length = headers.firstValueAsLong("Content-Length").orElse(0);
            long total = length == 0 ? 0 : offset + length;
            if (total > job.mostBytes()) {
                throw tooLong(job);
            }
            copy(body, job, total);
            return OptionalLong.of(offset);
        }
    }

    /** Returns what names the version of the file exactly: a strong ETag, else when it changed. */
    private static Optional<String> version(HttpHeaders headers) {
        return headers.firstValue("ETag")
                .filter(tag -> tag.startsWith("\""))
                .or(() -> headers.firstValue("Last-Modified"));
    }

    private static IOException tooLong(Job job) throws IOException {
        job.part().clear();
        return new IOException(
                "it sends more than the %d bytes that the file can have"
                        .formatted(job.mostBytes()));
    }

    /** A thread of its own reads, so that this one can see how slowly it does. */
    private void copy(InputStream body, Job job, long total) throws IOException {
        AtomicLong written = new AtomicLong(job.part().size());
        FutureTask<?> reading = new FutureTask<>(() -> append(body, job, written, total));
        Thread reader = new Thread(reading, "download");
        reader.setDaemon(true);
        reader.start();
        long before = written.get();
        try {
            while (!reading.isDone()) {
                try {
                    reading.get(limits.window().toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    long came = written.get() - before;
                    if (came < limits.leastBytes()) {
                        String message = "only %d bytes came within %d s";
                        throw new CutException(
                                message.formatted(came, limits.window().toSeconds()), e);
                    }
                    before += came;
                }
            }
            reading.get();
        } catch (ExecutionException e) {
            ExceptionUtils.throwUnchecked(e.getCause());
            throw (IOException) e.getCause();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            // Nothing may be written once this has ended.
            body.close();
            try {
                reader.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Void append(InputStream body, Job job, AtomicLong written, long total)
            throws IOException {
        byte[] piece = new byte[PIECE];
        try (OutputStream out =
                Files.newOutputStream(job.part().file(), StandardOpenOption.APPEND)) {
            for (int count = read(body, piece, written);
                    count >= 0;
                    count = read(body, piece, written)) {
                if (written.get() + count > job.mostBytes()) {
                    throw tooLong(job);
                }
                out.write(piece, 0, count);
                job.progress().accept(written.addAndGet(count), total);
            }
        }
        return null;
    }

    private int read(InputStream body, byte[] piece, AtomicLong written) throws IOException {
        try {
            return body.read(piece);
        } catch (IOException e) {
            String message = "the connection broke off after %d bytes (%s)";
            throw new CutException(message.formatted(written.get(), reason(e)), e);
        }
    }

    private HttpResponse<InputStream> ask(Job job) throws IOException {
        String host = job.address().getRawAuthority();
        Failure failure = unreachable.get(host);
        if (failure != null && failure.untilNanos() - System.nanoTime() > 0) {
            throw new IOException(failure.reason());
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(job.address()).timeout(limits.answer());
        Optional<String> version = job.part().version(job.address());
        if (version.isPresent()) {
            request.header("Range", "bytes=" + job.part().size() + "-")
                    .header("If-Range", version.get());
        }
        try {
            return client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (IOException e) {
            long until = System.nanoTime() + limits.memory().toNanos();
            unreachable.put(host, new Failure(reason(e), until));
            throw new IOException(reason(e), e);
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
            Optional.ofNullable(Authenticator.getDefault()).ifPresent(builder::authenticator);
            client = builder.build();
        }
        return client;
    }

    /** Returns the reason in a few words; the JDK's exceptions often carry none. */
    private String reason(IOException error) {
        if (ExceptionUtils.indexOfType(error, UnresolvedAddressException.class) >= 0
                || ExceptionUtils.indexOfType(error, UnknownHostException.class) >= 0) {
            return "its host's name can't be resolved";
        }
        if (error instanceof HttpConnectTimeoutException) {
            return "no connection within " + limits.connect().toSeconds() + " s";
        }
        if (error instanceof HttpTimeoutException) {
            return "no answer within " + limits.answer().toSeconds() + " s";
        }
        String message = error.getMessage();
        if (error instanceof ConnectException) {
            return message == null ? "no connection" : "no connection (" + message + ")";
        }
        String words = StringUtils.defaultIfBlank(message, error.getClass().getSimpleName());
        return error instanceof SSLException ? "no secure connection (" + words + ")" : words;
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return (IOException)
                new InterruptedIOException("the download was interrupted").initCause(e);
    }
}
