package org.tagzoo.app.bench;

import ai.djl.Device;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Locale;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;

/**
 * What is measured.
 *
 * @param models names of bodies, at least one
 * @param imageSize of the images, each side 8 to 1,024 pixels
 * @param batchSize images at a time, 2 to 4,096: batch norm is not trained on one
 * @param labels of the head, 1 to 100,000
 * @param precisions at least one
 * @param format of feature maps
 * @param devices at least one
 * @param seconds of each measurement, above 0
 */
@JsonIgnoreProperties({"models", "precisions", "format", "devices"})
@JsonPropertyOrder({"imageSize", "batchSize", "labels", "memoryFormat"})
public record BenchSettings(
        List<String> models,
        ImageSize imageSize,
        int batchSize,
        int labels,
        List<Precision> precisions,
        MemoryFormat format,
        List<Device> devices,
        double seconds) {

    /**
     * @throws IllegalArgumentException if one is out of its range; one line that says which
     */
    public BenchSettings {
        models = List.copyOf(models);
        precisions = List.copyOf(precisions);
        devices = List.copyOf(devices);
        for (String model : models) {
            Check.that(
                    Backbones.byName(model).isPresent(),
                    "A model",
                    "one of " + String.join(", ", Backbones.names()),
                    model);
        }
        imageSize.within("The image size", 8, 1024);
        Check.within("The batch size", batchSize, 2, 4096);
        Check.within("The number of labels", labels, 1, 100_000);
        Check.that(seconds > 0 && seconds <= 3600, "The seconds", "above 0, to 3600", seconds);
        Check.that(
                !models.isEmpty() && !precisions.isEmpty() && !devices.isEmpty(),
                "Models, precisions and devices",
                "one each at least",
                "none");
    }

    @JsonProperty
    String memoryFormat() {
        return format.name().toLowerCase(Locale.ROOT);
    }

    /** Returns a device's name as users write it: {@code cpu}, {@code cuda:0}. */
    static String name(Device device) {
        return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
    }

    /** Returns a precision's name as users write it: {@code float32}. */
    static String name(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }
}
