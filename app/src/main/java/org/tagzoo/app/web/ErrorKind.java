package org.tagzoo.app.web;

import java.util.Locale;

/** Why a request got no tags, as the metrics count it, and its usual HTTP status. */
enum ErrorKind {
    /** The request is no HTTP, or a form that can't be read. */
    MALFORMED(400),
    /** From a place that the server does not answer to. */
    FORBIDDEN(403),
    /** There is no such path or method. */
    NOT_FOUND(404),
    /** The body is of a type that holds no image. */
    WRONG_TYPE(415),
    /** Too many bytes, pixels or parts. */
    TOO_LARGE(413),
    /** No image, or a damaged one. */
    UNREADABLE(422),
    /** The body did not come in time. */
    SLOW(408),
    /** As many images are under way as there may be. */
    BUSY(503),
    /** The answer was not there in time. */
    TIMEOUT(504),
    /** The server's own fault. */
    INTERNAL(500);

    final int status;

    ErrorKind(int status) {
        this.status = status;
    }

    /** Returns the value of the metric's label. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
