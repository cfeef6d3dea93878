package org.tagzoo.app.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.metric.Metric;

/**
 * The YAML at the head of a model card that model hubs read. Its licence is left to whoever
 * publishes the network: that of the first weights and those of the images bear on it.
 */
final class CardFrontMatter {

    private CardFrontMatter() {}

    static String render(CardFacts facts) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("library_name", "tagzoo");
        root.put("pipeline_tag", "image-classification");
        root.put(
                "tags",
                facts.task().hasThresholds()
                        ? List.of("multi-label", "image-tagging", "djl", "torchscript")
                        : List.of("single-label", "djl", "torchscript"));
        root.put("license", "other");
        root.put("license_name", "see-model-card");
        root.put("model-index", List.of(index(facts)));
        root.put("tagzoo_version", ExportWriter.TAGZOO);
        try {
            return new YAMLMapper().writeValueAsString(root) + "---\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> index(CardFacts facts) {
        Map<String, Object> dataset = new LinkedHashMap<>();
        String corpus = facts.corpusName();
        dataset.put("name", corpus);
        dataset.put("type", corpus.replaceAll("[^A-Za-z0-9._-]+", "-"));
        dataset.put("split", "test");
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("task", Map.of("type", "image-classification"));
        result.put("dataset", dataset);
        result.put(
                "metrics", facts.thresholds().isPresent() ? atThresholds(facts) : metrics(facts));
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("name", facts.row().name());
        index.put("results", List.of(result));
        return index;
    }

    private static List<Map<String, Object>> atThresholds(CardFacts facts) {
        Evaluation evaluation = facts.figures().evaluation();
        return List.of(
                metric("f1", "micro F1", evaluation.micro().f1()),
                metric("precision", "micro precision", evaluation.micro().precision()),
                metric("recall", "micro recall", evaluation.micro().recall()),
                metric("f1", "macro F1", evaluation.macro().f1()),
                metric("map", "mAP", facts.figures().meanAveragePrecision()));
    }

    /** Hubs know accuracy and F1 by type; other metrics are of types of their own. */
    private static List<Map<String, Object>> metrics(CardFacts facts) {
        List<Map<String, Object>> metrics = new ArrayList<>();
        for (Metric metric : facts.task().metrics()) {
            String type =
                    metric.equals(Metric.TOP_1)
                            ? "accuracy"
                            : metric.equals(Metric.MACRO_F1) ? "f1" : metric.key();
            metrics.add(metric(type, metric.name(), facts.row().metric(metric)));
        }
        return metrics;
    }

    private static Map<String, Object> metric(String type, String name, double value) {
        Map<String, Object> metric = new LinkedHashMap<>();
        metric.put("type", type);
        metric.put("name", name);
        metric.put("value", Double.valueOf(Markdown.figure(value)));
        return metric;
    }
}
