package org.tagzoo.app.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.metric.Spread;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.Tasks;

/**
 * A row in {@code table.json} and {@code outcome.json}: an object of one level, its figures under
 * the keys of its task's metrics, {@code null} where there is none. The first metric's interval and
 * spread are under its key with {@code Low}, {@code High} and {@code Spread}. A row without {@code
 * task} predicts tags, as all did before there were several tasks.
 */
final class RowJson {

    private RowJson() {}

    static String low(Task task) {
        return task.firstMetric().key() + "Low";
    }

    static String high(Task task) {
        return task.firstMetric().key() + "High";
    }

    private static String spread(Task task) {
        return task.firstMetric().key() + "Spread";
    }

    /** A threshold a label stands last in the first layout, and so it stays. */
    private static List<Metric> metrics(Task task) {
        return task.metrics().stream()
                .sorted(Comparator.comparing(Metric.F1_PER_LABEL_THRESHOLDS::equals))
                .toList();
    }

    /** Writes rows. */
    static final class Writer extends JsonSerializer<Row> {
        @Override
        public void serialize(Row row, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeStartObject();
            provider.defaultSerializeField("name", row.name(), out);
            provider.defaultSerializeField("model", row.network().model(), out);
            provider.defaultSerializeField("weights", row.network().weights(), out);
            provider.defaultSerializeField("augmented", row.network().augmented(), out);
            provider.defaultSerializeField("status", row.status(), out);
            provider.defaultSerializeField("reason", row.reason(), out);
            if (!row.task().equals(Tasks.usual())) {
                provider.defaultSerializeField("task", row.task().name(), out);
            }
            for (Metric metric : metrics(row.task())) {
                provider.defaultSerializeField(metric.key(), row.metric(metric), out);
                if (metric.equals(row.task().firstMetric())) {
                    provider.defaultSerializeField(low(row.task()), row.result().low(), out);
                    provider.defaultSerializeField(high(row.task()), row.result().high(), out);
                }
            }
            provider.defaultSerializeField("trainingSeconds", row.times().training(), out);
            provider.defaultSerializeField("embeddingSeconds", row.times().embedding(), out);
            provider.defaultSerializeField("parameters", row.network().parameters(), out);
            provider.defaultSerializeField("published", row.published(), out);
            provider.defaultSerializeField(spread(row.task()), row.spread(), out);
            provider.defaultSerializeField("ensemble", row.ensemble(), out);
            provider.defaultSerializeField("imageSize", row.network().imageSize(), out);
            out.writeEndObject();
        }
    }

    /** Reads rows; what is missing is {@code null}. */
    static final class Reader extends JsonDeserializer<Row> {
        @Override
        public Row deserialize(JsonParser in, DeserializationContext context) throws IOException {
            JsonNode node = in.readValueAsTree();
            if (!node.isObject()) {
                throw JsonMappingException.from(in, "a row is an object");
            }
            Fields fields = new Fields(in, node, new HashSet<>());
            String name = fields.read("name", String.class);
            String model = fields.read("model", String.class);
            String weights = fields.read("weights", String.class);
            Boolean augmented = fields.read("augmented", Boolean.class);
            Row.Status status = fields.read("status", Row.Status.class);
            String reason = fields.read("reason", String.class);
            Task task = fields.task();
            Metrics metrics = Metrics.NONE;
            for (Metric metric : task.metrics()) {
                Double value = fields.read(metric.key(), Double.class);
                metrics = value == null ? metrics : metrics.with(metric, value);
            }
            Row.Result result =
                    new Row.Result(
                            metrics,
                            fields.read(low(task), Double.class),
                            fields.read(high(task), Double.class),
                            fields.read(spread(task), Spread.class));
            Row.Times times =
                    new Row.Times(
                            fields.read("trainingSeconds", Double.class),
                            fields.read("embeddingSeconds", Double.class));
            Row.Network network =
                    new Row.Network(
                            model,
                            weights,
                            Boolean.TRUE.equals(augmented),
                            fields.read("parameters", Long.class),
                            fields.read("imageSize", Integer.class));
            Row row =
                    new Row(
                            name,
                            network,
                            task,
                            status,
                            reason,
                            result,
                            times,
                            fields.read("published", Row.Published.class),
                            fields.read("ensemble", Ensemble.class));
            fields.requireAllKnown();
            return row;
        }
    }

    /** The fields of a row, of which it knows which were asked for. */
    private record Fields(JsonParser in, JsonNode node, Set<String> known) {

        <T> T read(String field, Class<T> type) throws IOException {
            known.add(field);
            JsonNode value = node.get(field);
            return value == null || value.isNull() ? null : in.getCodec().treeToValue(value, type);
        }

        Task task() throws IOException {
            String task = read("task", String.class);
            if (task == null) {
                return Tasks.usual();
            }
            return Tasks.find(task)
                    .orElseThrow(
                            () ->
                                    JsonMappingException.from(
                                            in,
                                            "task is '%s', which this version of TagZoo does not know"
                                                    .formatted(task)));
        }

        void requireAllKnown() throws IOException {
            List<String> unknown = new ArrayList<>();
            node.fieldNames().forEachRemaining(unknown::add);
            unknown.removeAll(known);
            if (!unknown.isEmpty()) {
                throw JsonMappingException.from(in, "a row has no " + String.join(", ", unknown));
            }
        }
    }
}
