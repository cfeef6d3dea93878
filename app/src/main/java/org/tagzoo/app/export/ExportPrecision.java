package org.tagzoo.app.export;

import java.io.IOException;
import org.tagzoo.app.device.PrecisionChoice;
import org.tagzoo.datasets.text.EnumText;
import org.tagzoo.zoo.torchscript.Precision;

/** What the convolutions of an export compute with, and in all but int8 its linear layers. */
public enum ExportPrecision {
    /** 32-bit floating point. */
    FLOAT32,
    /**
     * 16 bits, 8 of them for the number's size: half as large, faster on processors with
     * instructions for it, slower on others, and its scores are others.
     */
    BFLOAT16,
    /** Bytes, on processors: faster, a quarter as large, and its scores are others. */
    INT8,
    /** Bfloat16 where a trial finds this machine's processor clearly faster in it, or float32. */
    AUTO;

    /**
     * Returns what this comes to on this machine.
     *
     * @throws IOException if the engine can't run the trial
     */
    ExportPrecision chosen() throws IOException {
        if (this != AUTO) {
            return this;
        }
        return PrecisionChoice.ofProcessor() == Precision.BFLOAT16 ? BFLOAT16 : FLOAT32;
    }

    /** Returns the precision as a user writes it. */
    @Override
    public String toString() {
        return EnumText.of(this);
    }
}
