package org.tagzoo.datasets.corpus;

import java.io.IOException;
import java.nio.file.Path;
import org.tagzoo.datasets.file.IoReason;

/**
 * A corpus that can't be read as a user named it: no such folder, an unknown layout, a row that
 * makes no sense. The message is one line for that user: what is wrong, where, what is allowed,
 * what to do.
 */
public class CorpusException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Takes a message, or a format and what goes into it. */
    public CorpusException(String format, Object... values) {
        this(null, format, values);
    }

    /** Takes the cause too. */
    public CorpusException(Throwable cause, String format, Object... values) {
        super(values.length == 0 ? format : format.formatted(values), cause);
    }

    static CorpusException unreadable(Path path, IOException e) {
        return new CorpusException(e, "%s can't be read: %s", path, IoReason.of(e));
    }
}
