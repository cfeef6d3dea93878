package org.tagzoo.zoo.registry;

import java.io.IOException;

/** The body of an answer is not what it should be. */
final class BodyException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean isCut;

    private BodyException(String message, boolean isCut, Throwable cause) {
        super(message, cause);
        this.isCut = isCut;
    }

    /** It broke off, or nothing comes any more. */
    static BodyException cut(String message, Throwable cause) {
        return new BodyException(message, true, cause);
    }

    /** It is longer than the file. */
    static BodyException tooLong(long mostBytes) {
        return new BodyException(
                "it sends more than the %d bytes that the file can have".formatted(mostBytes),
                false,
                null);
    }

    /** Returns whether what came is good as far as it goes, and the rest can be asked for. */
    boolean isCut() {
        return isCut;
    }
}
