package org.tagzoo.zoo.torchscript;

import org.tagzoo.zoo.network.ElementType;

/**
 * The numbers that convolutions and linear layers are computed in. Parameters and results stay
 * float32.
 */
public enum Precision {
    FLOAT32(6),
    /** 8 bits of mantissa; fast where the processor has instructions for it, slow elsewhere. */
    BFLOAT16(15),
    /**
     * 11 bits of mantissa and numbers of 6e-8 to 65,504: for use on a GPU. Small gradients become
     * zero in it, so that it does not serve training.
     */
    FLOAT16(5),
    /**
     * Bytes, in convolutions of stages that are not trained, see {@link Int8Calibration}; the rest
     * is float32. For processors.
     */
    INT8(6);

    private final int torchNumber;

    Precision(int torchNumber) {
        this.torchNumber = torchNumber;
    }

    /** Returns what a type is where this is what convolutions are computed in. */
    Precision of(ElementType type) {
        return type == ElementType.COMPUTED ? this : FLOAT32;
    }

    /** Returns what stages that are trained compute in where others compute in this. */
    public Precision ofTrained() {
        return this == INT8 ? FLOAT32 : this;
    }

    /** Returns PyTorch's number for arrays of such numbers. */
    public int torchNumber() {
        return torchNumber;
    }
}
