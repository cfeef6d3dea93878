package org.tagzoo.app.web;

import java.util.Locale;

/** Why a request got no tags, as the metrics count it. */
enum Trouble {
    /** The request is no HTTP, or a form that can't be read. */
    MALFORMED,
    /** From a place that the server does not answer to. */
    FORBIDDEN,
    /** There is no such path or method. */
    NOT_FOUND,
    /** The body is of a type that holds no image. */
    WRONG_TYPE,
    /** Too many bytes, pixels or parts. */
    TOO_LARGE,
    /** No image, or a damaged one. */
    UNREADABLE,
    /** The body did not come in time. */
    SLOW,
    /** As many images are under way as there may be. */
    BUSY,
    /** The answer was not there in time. */
    TIMEOUT,
    /** The server's own fault. */
    INTERNAL;

    /** Returns the value of the metric's label. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
