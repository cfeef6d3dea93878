package org.tagzoo.zoo.registry;

/** In which order a picture's channels lie. */
public enum ChannelOrder {
    RGB,
    BGR
}
