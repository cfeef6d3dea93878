package org.tagzoo.app.evaluation;

/** A run or a row that is asked for and is not there. The message is one line. */
public final class RunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RunException(String message) {
        super(message);
    }
}
