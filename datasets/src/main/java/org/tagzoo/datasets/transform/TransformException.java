package org.tagzoo.datasets.transform;

/**
 * A list of transforms that can't be followed. The message is one line: which transform, what is
 * wrong, what is allowed, what came.
 */
public class TransformException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TransformException(String message) {
        super(message);
    }
}
