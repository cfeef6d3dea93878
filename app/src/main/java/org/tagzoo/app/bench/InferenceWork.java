package org.tagzoo.app.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * A pass through a network: pixels from Java's memory, results back to it. Reading them waits for
 * the device.
 */
final class InferenceWork implements NetworkWork {

    private final ScriptModule module;
    private final ByteBuffer pixels;
    private final Shape shape;

    /**
     * @param module is closed with this
     * @param pixels of one batch, direct
     * @param shape {@code [N, H, W, 3]}
     */
    InferenceWork(ScriptModule module, ByteBuffer pixels, Shape shape) {
        this.module = module;
        this.pixels = pixels;
        this.shape = shape;
    }

    @Override
    public void once() {
        try (NDManager manager = module.manager().newSubManager()) {
            NDArray input = manager.create(pixels.duplicate(), shape, DataType.UINT8);
            module.forward(input, false).toByteBuffer();
        }
    }

    @Override
    public void close() {
        module.close();
    }
}
