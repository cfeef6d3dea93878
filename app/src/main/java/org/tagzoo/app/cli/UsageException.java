package org.tagzoo.app.cli;

/** A command line that asks for something that is not there. The message is one line. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
