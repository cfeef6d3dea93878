package org.tagzoo.app.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.tagzoo.datasets.json.CheckedJson;

/**
 * All that was measured. In JSON, members keep their names and units; new ones may join them, and
 * {@code format} goes up if one must change.
 *
 * @param machine where
 * @param settings what was asked for
 * @param limits of each device in each precision
 * @param rows of each network
 * @param notes what a reader must know, a sentence each
 */
@JsonPropertyOrder("format")
public record BenchResult(
        Machine machine,
        BenchSettings settings,
        List<DeviceLimit> limits,
        List<BenchRow> rows,
        List<String> notes) {

    public BenchResult {
        limits = List.copyOf(limits);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /**
     * What a device reaches at best, as measured: networks can't be faster.
     *
     * @param device such as {@code cuda:0}
     * @param product its maker's name
     * @param precision of the numbers that are multiplied, such as {@code float32}
     * @param gigaflops billions of floating-point operations a second in large matrix products
     * @param side of the matrices
     * @param copyGigabytes read and written a second, together, when memory is copied in the device
     */
    public record DeviceLimit(
            String device,
            String product,
            String precision,
            Quartiles gigaflops,
            int side,
            @JsonProperty("copyGigabytesPerSecond") Quartiles copyGigabytes) {}

    @JsonProperty
    int format() {
        return 1;
    }

    /** Returns whether everything could be measured. */
    @JsonIgnore
    public boolean isComplete() {
        return limits.size() == settings.devices().size() * settings.precisions().size()
                && rows.stream().allMatch(row -> row.error() == null);
    }

    /** Returns the result for programs, with a line end after it. */
    public String json() {
        return CheckedJson.indented(this);
    }
}
