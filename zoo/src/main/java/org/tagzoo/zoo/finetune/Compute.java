package org.tagzoo.zoo.finetune;

import ai.djl.Device;
import java.nio.file.Path;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;

/**
 * Where and how a network computes.
 *
 * @param device of the engine
 * @param precision of convolutions and linear layers that see images
 * @param memoryFormat of feature maps
 * @param threads that decode images; results don't depend on it
 * @param cache folder of pixels and features that are computed once
 */
public record Compute(
        Device device, Precision precision, MemoryFormat memoryFormat, int threads, Path cache) {

    /** Returns the device's name as PyTorch writes it, such as {@code cpu} or {@code cuda:0}. */
    String deviceName() {
        return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
    }

    /** Returns the processor, in float32, with TagZoo's usual cache. */
    public static Compute onProcessor() {
        return new Compute(
                Device.cpu(),
                Precision.FLOAT32,
                MemoryFormat.CHANNELS_LAST,
                Runtime.getRuntime().availableProcessors(),
                WeightsCache.standard().folder());
    }
}
