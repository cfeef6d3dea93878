package org.tagzoo.zoo.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Float32 values on their way between Java's memory and the engine's. */
public final class EngineValues {

    private EngineValues() {}

    /**
     * Returns a copy of an array's values, in row-major order.
     *
     * @param array float32, on any device
     */
    public static FloatBuffer read(NDArray array) {
        // What DJL makes on the way, such as a copy from the GPU, would live as long as the array's
        // own manager does.
        try (NDManager scratch = array.getManager().newSubManager()) {
            NDArray view = array.stopGradient();
            view.attach(scratch);
            return view.toByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
        }
    }

    /** Returns an array of values in the engine's own memory, one after the other: {@code [N]}. */
    public static NDArray vector(NDManager manager, FloatBuffer values) {
        // What is made from Java's numbers lies in Java's memory, the duplicate in the engine's.
        try (NDArray inJava = manager.create(values, new Shape(values.remaining()))) {
            return inJava.duplicate();
        }
    }
}
