package org.tagzoo.app.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * How fast one network does one thing on one device; its members in JSON keep their names.
 *
 * @param model such as {@code resnet50}
 * @param device such as {@code cuda:0}
 * @param precision of its convolutions and linear layers, such as {@code float32}
 * @param work what it does
 * @param batchSize images at a time
 * @param rates images a second over the rounds; null for single images, and if it failed
 * @param latency of single images; null for other work, and if it failed
 * @param multiplyAdds of one image
 * @param limit billions of floating-point operations a second that the device reaches; 0 if that
 *     could not be measured
 * @param peakMemory in bytes; null where the system doesn't say
 * @param error why it failed; null if it did not
 */
@JsonPropertyOrder({
    "model",
    "device",
    "precision",
    "work",
    "batchSize",
    "imagesPerSecond",
    "latencyMillis",
    "multiplyAddsPerImage",
    "gigaflops",
    "shareOfLimit"
})
public record BenchRow(
        String model,
        String device,
        String precision,
        Work work,
        int batchSize,
        @JsonProperty("imagesPerSecond") Quartiles rates,
        @JsonProperty("latencyMillis") Quartiles.Latency latency,
        @JsonProperty("multiplyAddsPerImage") long multiplyAdds,
        @JsonIgnore double limit,
        @JsonProperty("peakMemoryBytes") Long peakMemory,
        String error) {

    /**
     * Returns the median of the images a second, of single ones by the median of their times; null
     * if it failed.
     */
    Double rate() {
        if (latency != null) {
            return 1000 / latency.median();
        }
        return rates == null ? null : (Double) rates.median();
    }

    /**
     * Returns billions of operations a second, two for each multiplication and its addition; null
     * for a network without any.
     */
    @JsonProperty
    Double gigaflops() {
        return rate() == null || multiplyAdds == 0
                ? null
                : (Double) (2.0 * multiplyAdds * rate() / 1e9);
    }

    /** Returns the share of the device's limit that is reached; null where that is not known. */
    @JsonProperty
    Double shareOfLimit() {
        return gigaflops() == null || limit == 0 ? null : (Double) (gigaflops() / limit);
    }
}
