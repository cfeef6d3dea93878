package org.tagzoo.zoo.training;

/**
 * Training that can't go on: the loss is no number, again and again. The message says where and
 * what to do.
 */
public class TrainingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TrainingException(String message) {
        super(message);
    }
}
