package org.tagzoo.app.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was measured, for programs. Members keep their names and units; new ones may join them, and
 * {@code format} goes up if one must change.
 */
public final class BenchJson {

    /** The format that this code writes. */
    static final int FORMAT = 1;

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private BenchJson() {}

    /** Returns the document, with a line end after it. */
    public static String render(BenchResult result) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", FORMAT);
        machine(root.putObject("machine"), result.machine());
        settings(root.putObject("settings"), result.settings());
        ArrayNode limits = root.putArray("limits");
        result.limits().forEach(limit -> limit(limits.addObject(), limit));
        ArrayNode rows = root.putArray("rows");
        result.rows().forEach(row -> row(rows.addObject(), row));
        ArrayNode notes = root.putArray("notes");
        result.notes().forEach(notes::add);
        try {
            return MAPPER.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of plain values can't be written", e);
        }
    }

    private static void machine(ObjectNode node, Machine machine) {
        node.put("processor", machine.processor());
        node.put("processors", machine.processors());
        node.put("threads", machine.threads());
        node.put("system", machine.system());
        node.put("java", machine.java());
        node.put("pytorch", machine.pytorch());
        node.put("tagzoo", machine.tagzoo());
    }

    private static void settings(ObjectNode node, BenchSettings settings) {
        node.put("imageSize", settings.imageSize());
        node.put("batchSize", settings.batchSize());
        node.put("labels", settings.labels());
        node.put("memoryFormat", settings.format().name().toLowerCase(Locale.ROOT));
        node.put("seconds", settings.seconds());
    }

    private static void limit(ObjectNode node, DeviceLimit limit) {
        node.put("device", limit.device());
        node.put("product", limit.product());
        node.put("precision", BenchSettings.name(limit.precision()));
        quartiles(node, "gigaflops", Optional.of(limit.gigaflops()));
        node.put("side", limit.side());
        quartiles(node, "copyGigabytesPerSecond", Optional.of(limit.copyGigabytes()));
    }

    private static void row(ObjectNode node, BenchRow row) {
        node.put("model", row.model());
        node.put("device", row.device());
        node.put("precision", BenchSettings.name(row.precision()));
        node.put("work", row.work().json());
        node.put("batchSize", row.batchSize());
        quartiles(node, "imagesPerSecond", row.imagesPerSecond());
        if (row.latency().isPresent()) {
            ObjectNode latency = node.putObject("latencyMillis");
            latency.put("median", row.latency().get().median());
            latency.put("p99", row.latency().get().p99());
            latency.put("calls", row.latency().get().calls());
        } else {
            node.putNull("latencyMillis");
        }
        node.put("multiplyAddsPerImage", row.multiplyAdds());
        number(node, "gigaflops", row.gigaflops());
        number(node, "shareOfLimit", row.shareOfLimit());
        if (row.peakMemory().isPresent()) {
            node.put("peakMemoryBytes", row.peakMemory().getAsLong());
        } else {
            node.putNull("peakMemoryBytes");
        }
        node.put("error", row.error().orElse(null));
    }

    private static void quartiles(ObjectNode node, String name, Optional<Quartiles> found) {
        if (found.isEmpty()) {
            node.putNull(name);
            return;
        }
        ObjectNode quartiles = node.putObject(name);
        quartiles.put("median", found.get().median());
        quartiles.put("lower", found.get().lower());
        quartiles.put("upper", found.get().upper());
        quartiles.put("rounds", found.get().count());
    }

    private static void number(ObjectNode node, String name, OptionalDouble found) {
        if (found.isPresent()) {
            node.put(name, found.getAsDouble());
        } else {
            node.putNull(name);
        }
    }
}
