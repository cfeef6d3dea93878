package org.tagzoo.datasets.corpus;

/**
 * A corpus that can't be read as a user named it: no such folder, an unknown layout, a row that
 * makes no sense. The message is one line for that user: what is wrong, where, what is allowed,
 * what to do.
 */
public class CorpusException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CorpusException(String message) {
        super(message);
    }

    public CorpusException(String message, Throwable cause) {
        super(message, cause);
    }
}
