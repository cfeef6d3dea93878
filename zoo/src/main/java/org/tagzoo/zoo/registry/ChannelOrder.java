package org.tagzoo.zoo.registry;

/** In which order an image's channels lie. */
public enum ChannelOrder {
    RGB,
    BGR
}
