package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the head of an answer says about the body that follows.
 *
 * @param status 200, 206 and so on
 * @param headers as they came
 */
record HttpAnswer(int status, HttpHeaders headers) {

    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,15})-\\d{1,15}/\\d{1,15}");

    HttpAnswer(HttpResponse<?> response) {
        this(response.statusCode(), response.headers());
    }

    /**
     * Returns whether the body is the whole file.
     *
     * @throws IOException if it is no part of the file either; the message is a reason
     */
    boolean isWhole() throws IOException {
        if (status != 200 && status != 206 && status != 416) {
            String target =
                    headers.firstValue("Location")
                            .map(to -> " (a redirect to " + to + ", which isn't followed)")
                            .orElse("");
            throw new IOException("it answered " + status + target);
        }
        return status == 200;
    }

    /** Returns whether the body begins where so many bytes end. */
    boolean continues(long bytes) {
        Matcher range = RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
        return status == 206 && range.matches() && Long.parseLong(range.group(1)) == bytes;
    }

    /** Returns the length of the body, 0 if not known. */
    long length() {
        return Math.max(0, headers.firstValueAsLong("Content-Length").orElse(0));
    }

    /** Returns what names the version of the file exactly: a strong ETag, else when it changed. */
    Optional<String> version() {
        return headers.firstValue("ETag")
                .filter(tag -> tag.startsWith("\""))
                .or(() -> headers.firstValue("Last-Modified"));
    }
}
