package org.tagzoo.zoo.network;

/** When a step may write over the result of the one before it, if nothing else reads that. */
public enum Overwriting {
    /** The result may be memory of another step: a view, or an input as it came. */
    NEVER,
    /** The result is new, but the backward pass of the op itself reads it. */
    WITHOUT_GRADIENTS,
    /** The result is new, and its own backward pass does without. */
    ALWAYS
}
