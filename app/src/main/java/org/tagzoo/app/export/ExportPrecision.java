package org.tagzoo.app.export;

import org.tagzoo.datasets.text.EnumText;

/** What the convolutions of an export compute with. */
public enum ExportPrecision {
    /** 32-bit floating point. */
    FLOAT32,
    /** Bytes, on processors: faster, a quarter as large, and its scores are others. */
    INT8;

    /** Returns the precision as a user writes it. */
    @Override
    public String toString() {
        return EnumText.of(this);
    }
}
