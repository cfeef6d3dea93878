package org.tagzoo.zoo.torchscript;

/**
 * The numbers that convolutions and linear layers are computed in. Parameters and results stay
 * float32.
 */
public enum Precision {
    FLOAT32,
    /** 8 bits of mantissa; fast where the processor has instructions for it, slow elsewhere. */
    BFLOAT16
}
