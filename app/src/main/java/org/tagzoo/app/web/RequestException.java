package org.tagzoo.app.web;

/** A request that is refused. The message is one line for whoever sent it. */
final class RequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final ErrorKind kind;

    RequestException(int status, ErrorKind kind, String message) {
        super(message, null, false, false);
        this.status = status;
        this.kind = kind;
    }

    /** With the kind's own status; the message is a format of the values. */
    RequestException(ErrorKind kind, String message, Object... values) {
        this(kind.status, kind, message.formatted(values));
    }

    /** Nothing is wrong with the request, but it comes to no end here. */
    static RequestException stopping() {
        return new RequestException(ErrorKind.BUSY, "The server is stopping");
    }

    int status() {
        return status;
    }

    ErrorKind kind() {
        return kind;
    }
}
