package org.tagzoo.app.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.metric.Baseline;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.metric.Spread;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.Tasks;

/**
 * A row in {@code table.json} and {@code outcome.json}: an object of one level, its metrics under
 * the keys of its task's metrics, {@code null} where there is none. The first metric's interval and
 * spread are under its key with {@code Low}, {@code High} and {@code Spread}; those of folds are
 * objects in {@code folds}. A row without {@code task} predicts tags, as all did before there were
 * several tasks. A baseline is such an object too.
 */
final class RowJson {

    private static final String SPEED = "imagesPerSecond";
    private static final String FOLDS = "folds";

    private RowJson() {}

    static String low(Task task) {
        return task.firstMetric().key() + "Low";
    }

    static String high(Task task) {
        return task.firstMetric().key() + "High";
    }

    static String spread(Task task) {
        return task.firstMetric().key() + "Spread";
    }

    /** A row to write. */
    static final class RowToMap extends StdConverter<Row, Map<String, Object>> {
        @Override
        public Map<String, Object> convert(Row row) {
            Task task = row.task();
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", row.name());
            json.put("model", row.network().model());
            json.put("weights", row.network().weights());
            json.put("augmented", row.network().augmented());
            json.put("status", row.status());
            json.put("reason", row.reason());
            if (!task.equals(Tasks.usual())) {
                json.put("task", task.name());
            }
            // A threshold a label stands last in the first layout, and so it stays.
            task.metrics().stream()
                    .sorted(Comparator.comparing(Metric.F1_PER_LABEL_THRESHOLDS::equals))
                    .forEach(
                            metric -> {
                                json.put(metric.key(), row.metric(metric));
                                if (metric.equals(task.firstMetric())) {
                                    json.put(low(task), row.result().low());
                                    json.put(high(task), row.result().high());
                                }
                            });
            json.put("trainingSeconds", row.times().training());
            json.put("embeddingSeconds", row.times().embedding());
            json.put("parameters", row.network().parameters());
            json.put("published", row.published());
            json.put(spread(task), row.spread());
            json.put("ensemble", row.ensemble());
            json.put("imageSize", row.network().imageSize());
            if (row.times().speed() != null) {
                json.put(SPEED, row.times().speed());
            }
            if (row.folds() != null) {
                json.put(FOLDS, row.folds().folds().stream().map(RowJson::byKey).toList());
            }
            return json;
        }
    }

    private static Map<String, Double> byKey(Metrics metrics) {
        Map<String, Double> values = new LinkedHashMap<>();
        metrics.values().forEach((metric, value) -> values.put(metric.key(), value));
        return values;
    }

    private static FoldMetrics folds(Task task, JsonNode folds) {
        List<Metrics> all = new ArrayList<>();
        for (JsonNode fold : folds) {
            Metrics metrics = Metrics.NONE;
            for (Metric metric : task.metrics()) {
                JsonNode value = fold.path(metric.key());
                metrics = value.isNumber() ? metrics.with(metric, value.doubleValue()) : metrics;
            }
            all.add(metrics);
            if (!metrics.values().keySet().equals(all.get(0).values().keySet())
                    || metrics.find(task.firstMetric()).isEmpty()) {
                throw new IllegalArgumentException("a fold lacks metrics: " + fold);
            }
        }
        return new FoldMetrics(all);
    }

    /** Reads rows; what is missing is {@code null}. */
    static final class Reader extends JsonDeserializer<Row> {
        @Override
        public Row deserialize(JsonParser in, DeserializationContext context) throws IOException {
            Members members = Members.of(in, context);
            String taskName = members.take("task", String.class);
            Task task =
                    taskName == null
                            ? Tasks.usual()
                            : Tasks.find(taskName)
                                    .orElseThrow(
                                            () ->
                                                    new IllegalArgumentException(
                                                            "task is '%s', which this version of TagZoo does not know"
                                                                    .formatted(taskName)));
            Metrics metrics = Metrics.NONE;
            for (Metric metric : task.metrics()) {
                Double value = members.take(metric.key(), Double.class);
                metrics = value == null ? metrics : metrics.with(metric, value);
            }
            JsonNode folds = members.take(FOLDS, JsonNode.class);
            Row row =
                    new Row(
                            members.take("name", String.class),
                            new Row.Network(
                                    members.take("model", String.class),
                                    members.take("weights", String.class),
                                    Boolean.TRUE.equals(members.take("augmented", Boolean.class)),
                                    members.take("parameters", Long.class),
                                    members.take("imageSize", ImageSize.class)),
                            task,
                            members.take("status", Row.Status.class),
                            members.take("reason", String.class),
                            new Row.Result(
                                    metrics,
                                    members.take(low(task), Double.class),
                                    members.take(high(task), Double.class),
                                    members.take(spread(task), Spread.class),
                                    folds == null ? null : folds(task, folds)),
                            new Row.Times(
                                    members.take("trainingSeconds", Double.class),
                                    members.take("embeddingSeconds", Double.class),
                                    members.take(SPEED, Speed.class)),
                            members.take("published", Row.Published.class),
                            members.take("ensemble", Ensemble.class));
            if (!members.left.isEmpty()) {
                throw new IllegalArgumentException(
                        "a row has no " + String.join(", ", members.names()));
            }
            return row;
        }
    }

    /** The members that were not taken yet. */
    private record Members(JsonParser in, ObjectNode left) {

        static Members of(JsonParser in, DeserializationContext context) throws IOException {
            if (context.readTree(in) instanceof ObjectNode object) {
                return new Members(in, object);
            }
            throw new IllegalArgumentException("a row or a baseline is an object");
        }

        List<String> names() {
            return left.properties().stream().map(Map.Entry::getKey).toList();
        }

        <T> T take(String name, Class<T> type) throws IOException {
            JsonNode value = left.remove(name);
            try {
                return value == null ? null : in.getCodec().treeToValue(value, type);
            } catch (JsonMappingException e) {
                e.prependPath(Row.class, name);
                throw e;
            }
        }
    }

    /** Writes baselines. */
    static final class BaselineWriter extends JsonSerializer<Baseline> {
        @Override
        public void serialize(Baseline baseline, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", baseline.name());
            baseline.metrics().values().forEach((metric, value) -> json.put(metric.key(), value));
            provider.defaultSerializeValue(json, out);
        }
    }

    /** Reads baselines. */
    static final class BaselineReader extends JsonDeserializer<Baseline> {
        @Override
        public Baseline deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            Members members = Members.of(in, context);
            String name = members.take("name", String.class);
            Metrics metrics = Metrics.NONE;
            for (String key : members.names()) {
                Metric metric =
                        Tasks.metric(key)
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "a baseline has no " + key));
                metrics = metrics.with(metric, members.take(key, double.class));
            }
            return new Baseline(name, metrics);
        }
    }
}
