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

    final int status() {
        return status;
    }

    final Trouble trouble() {
        return trouble;
    }
}
