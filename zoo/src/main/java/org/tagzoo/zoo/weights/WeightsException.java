package org.tagzoo.zoo.weights;

import java.io.IOException;

/**
 * Weights that can't be read, don't fit a network, or are not available. Its message is one line.
 */
public class WeightsException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_MESSAGE = 4000;

    public WeightsException(String message) {
        super(oneLine(message));
    }

    public WeightsException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** Names in a file are anybody's text: they must not break a message into several lines. */
    private static String oneLine(String message) {
        String line = message.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "...";
    }
}
