package org.tagzoo.zoo.torchscript;

/** How feature maps lie in memory. */
public enum MemoryFormat {
    /** Channel by channel, NCHW. */
    CONTIGUOUS,
    /** Pixel by pixel, NHWC: faster for convolutions on most processors. */
    CHANNELS_LAST
}
