package org.tagzoo.app.web;

/** A request that is refused. The message is one line for whoever sent it. */
class RequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final Trouble trouble;

    RequestException(int status, Trouble trouble, String message) {
        super(message, null, false, false);
        this.status = status;
        this.trouble = trouble;
    }

    /** Nothing is wrong with the request, but it comes to no end here. */
    static RequestException stopping() {
        return new RequestException(503, Trouble.BUSY, "The server is stopping");
    }

    final int status() {
        return status;
    }

    final Trouble trouble() {
        return trouble;
    }
}
