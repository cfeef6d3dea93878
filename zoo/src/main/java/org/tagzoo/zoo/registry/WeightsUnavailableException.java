package org.tagzoo.zoo.registry;

import org.tagzoo.zoo.weights.WeightsException;

/** Weights that are not available here; its one line says why, and how to get them. */
public final class WeightsUnavailableException extends WeightsException {

    private static final long serialVersionUID = 1L;

    public WeightsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
