package org.tagzoo.app.recipe;

/**
 * A recipe that can't be followed. The message is one line: what is wrong, where, and what is
 * allowed.
 */
public class RecipeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public RecipeException(String message) {
        super(message);
    }
}
