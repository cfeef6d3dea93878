package org.tagzoo.zoo.export;

import java.io.IOException;

/**
 * An export that can't be used as it stands; one line that says where, what is wrong, what to do.
 */
public final class ExportException extends IOException {

    private static final long serialVersionUID = 1L;

    public ExportException(String message) {
        super(message);
    }

    public ExportException(String message, Throwable cause) {
        super(message, cause);
    }
}
