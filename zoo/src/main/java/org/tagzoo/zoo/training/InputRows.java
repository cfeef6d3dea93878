package org.tagzoo.zoo.training;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The inputs of examples, as bytes. Several threads ask at once. */
public interface InputRows {

    /** Stands for no epoch: the input as it is when a network is judged. */
    int AS_JUDGED = 0;

    /** Returns the shape of one input, without the dimension of examples. */
    Shape shape();

    /** Returns the type of its numbers. */
    DataType type();

    /**
     * Writes one input.
     *
     * @param example from 0
     * @param epoch from 1, for inputs that differ between epochs; {@link #AS_JUDGED} for none
     * @param row of exactly {@link #bytes} bytes
     */
    void read(int example, int epoch, ByteBuffer row) throws IOException;

    /** Returns the bytes of one input. */
    default int bytes() {
        return Math.toIntExact(Math.multiplyExact(shape().size(), (long) type().getNumOfBytes()));
    }
}
