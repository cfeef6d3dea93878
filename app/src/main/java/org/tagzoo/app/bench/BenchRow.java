package org.tagzoo.app.bench;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.tagzoo.zoo.torchscript.Precision;

/**
 * How fast one network does one thing on one device.
 *
 * @param model such as {@code resnet50}
 * @param device such as {@code cuda:0}
 * @param precision of its convolutions and linear layers
 * @param work what it does
 * @param batchSize images at a time
 * @param multiplyAdds of one image
 * @param imagesPerSecond over the rounds; empty for single images, and if it failed
 * @param latency of single images; empty for other work, and if it failed
 * @param limit billions of floating-point operations a second that the device reaches; 0 if that
 *     could not be measured
 * @param peakMemory in bytes; empty where the system doesn't say
 * @param error why it failed; empty if it did not
 */
public record BenchRow(
        String model,
        String device,
        Precision precision,
        Work work,
        int batchSize,
        long multiplyAdds,
        Optional<Quartiles> imagesPerSecond,
        Optional<Latency> latency,
        double limit,
        OptionalLong peakMemory,
        Optional<String> error) {

    /** Returns the median of the images a second; of single ones, by the median of their times. */
    public OptionalDouble rate() {
        if (latency.isPresent()) {
            return OptionalDouble.of(1000 / latency.get().median());
        }
        return imagesPerSecond.isPresent()
                ? OptionalDouble.of(imagesPerSecond.get().median())
                : OptionalDouble.empty();
    }

    /**
     * Returns billions of operations a second, two for each multiplication and its addition; empty
     * for a network without any.
     */
    public OptionalDouble gigaflops() {
        return rate().isPresent() && multiplyAdds > 0
                ? OptionalDouble.of(2.0 * multiplyAdds * rate().getAsDouble() / 1e9)
                : OptionalDouble.empty();
    }

    /** Returns the share of the device's limit that is reached; empty where that is not known. */
    public OptionalDouble shareOfLimit() {
        return gigaflops().isPresent() && limit > 0
                ? OptionalDouble.of(gigaflops().getAsDouble() / limit)
                : OptionalDouble.empty();
    }
}
