package org.tagzoo.zoo.network;

/**
 * What an op of vectors is where a network's head is applied to each position of a map by itself.
 */
public enum AtPositions {
    /** It can't be applied so. */
    NOT,
    /** The same op. */
    SAME,
    /** Nothing: in use it leaves vectors as they are. */
    NOTHING
}
