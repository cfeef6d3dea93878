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
import java.util.Map;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.task.Tasks;

/** A baseline in {@code table.json}: its name, then its metrics under their keys. */
final class BaselineJson {

    private BaselineJson() {}

    /** Writes baselines. */
    static final class Writer extends JsonSerializer<Table.Baseline> {
        @Override
        public void serialize(
                Table.Baseline baseline, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeStartObject();
            out.writeStringField("name", baseline.name());
            for (Map.Entry<Metric, Double> metric : baseline.metrics().values().entrySet()) {
                provider.defaultSerializeField(metric.getKey().key(), metric.getValue(), out);
            }
            out.writeEndObject();
        }
    }

    /** Reads baselines. */
    static final class Reader extends JsonDeserializer<Table.Baseline> {
        @Override
        public Table.Baseline deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            JsonNode node = in.readValueAsTree();
            Metrics metrics = Metrics.NONE;
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (!field.getKey().equals("name")) {
                    Metric metric =
                            Tasks.metric(field.getKey())
                                    .orElseThrow(
                                            () ->
                                                    JsonMappingException.from(
                                                            in,
                                                            "a baseline has no " + field.getKey()));
                    metrics = metrics.with(metric, number(in, field));
                }
            }
            return new Table.Baseline(node.path("name").asText(null), metrics);
        }

        private static double number(JsonParser in, Map.Entry<String, JsonNode> field)
                throws IOException {
            if (!field.getValue().isNumber()) {
                throw JsonMappingException.from(
                        in,
                        "a baseline's %s is %s, no number"
                                .formatted(field.getKey(), field.getValue()));
            }
            return field.getValue().doubleValue();
        }
    }
}
