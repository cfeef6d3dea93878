package org.tagzoo.app.export;

import static org.tagzoo.app.report.TableMarkdown.escape;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.tagzoo.app.network.PretrainedWeights;
import org.tagzoo.app.recipe.PhaseRecipe;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.ReadableTime;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.zoo.finetune.Phase;

/** The part of a model card that says how the network came about. */
final class CardTraining {

    private CardTraining() {}

    static String weights(CardFacts facts) {
        return facts.network()
                .weights()
                .map(CardTraining::weights)
                .orElseGet(() -> CardText.of("weights.random"));
    }

    private static String weights(PretrainedWeights weights) {
        String origin =
                weights.origin() == null
                        ? new CardText("weights.own")
                                .with("file", escape(weights.file()))
                                .toString()
                        : new CardText("weights.published")
                                .with("name", escape(weights.name()))
                                .with("origin", escape(weights.origin()))
                                .with(
                                        "licence",
                                        escape(
                                                Objects.requireNonNullElse(
                                                        weights.licence(), "(unknown)")))
                                .toString();
        return new CardText("weights")
                .with("origin", origin.stripTrailing())
                .with("sha256", weights.sha256())
                .toString();
    }

    static String training(CardFacts facts) {
        Row row = facts.row();
        Long parameters = row.network().parameters();
        StringBuilder out =
                new StringBuilder(
                        new CardText("training")
                                .with("model", escape(row.network().model()))
                                .with(
                                        "parameters",
                                        parameters == null ? "?" : CardFacts.count(parameters))
                                .with(facts.measured())
                                .with(
                                        "decoding",
                                        facts.network().decoding() == Decoding.WHOLE
                                                ? ""
                                                : ", JPEGs decoded at a half, a quarter or an eighth where that is no smaller")
                                .with(
                                        "resize",
                                        switch (facts.network().resize().kind()) {
                                            case STRETCH -> "";
                                            case CROP -> ", cut from the middle";
                                            case PAD -> ", with bars beside what is not square";
                                        })
                                .with("seed", facts.settings().seed())
                                .with(
                                        "phases",
                                        facts.recipe().phases().stream()
                                                .map(CardTraining::phase)
                                                .collect(Collectors.joining(", then ")))
                                .with("times", times(row.times()))
                                .toString());
        if (row.reason() != null) {
            out.append("To know of it: %s.\n".formatted(escape(row.reason())));
        }
        if (row.spread() != null) {
            out.append(
                    new CardText("training.seeds")
                            .with("n", row.spread().n())
                            .with("metric", row.task().firstMetric().name())
                            .with("mean", CardFacts.figure(row.spread().mean()))
                            .with("deviation", CardFacts.figure(row.spread().standardDeviation()))
                            .toString());
        }
        return out + (facts.allData() ? CardText.of("training.allData") : "");
    }

    private static String times(Row.Times times) {
        if (times.training() == null) {
            return "";
        }
        String embedding =
                times.embedding() == null
                        ? ""
                        : ", the frozen stages " + ReadableTime.of(times.embedding());
        return " Training took %s%s.".formatted(ReadableTime.of(times.training()), embedding);
    }

    private static String phase(PhaseRecipe phase) {
        String trained =
                switch (phase.train()) {
                    case Phase.ALL -> "all of it";
                    case Phase.HEAD -> "the head";
                    default -> "everything from %s on".formatted(escape(phase.train()));
                };
        return trained + " for up to %d epochs".formatted(phase.epochs());
    }

    static String recipe(CardFacts facts) {
        YAMLMapper yaml =
                YAMLMapper.builder()
                        .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                        .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                        .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                        .serializationInclusion(JsonInclude.Include.NON_NULL)
                        .build();
        ObjectNode settings = row(yaml, facts, facts.recipe());
        settings.remove(Set.of("name", "model", "startFrom"));
        ObjectNode root = yaml.createObjectNode();
        root.put("name", facts.row().name());
        root.set("settings", settings);
        ArrayNode rows = root.putArray("rows");
        // What it starts from stands before it, with all settings of its own.
        String start = facts.recipe().startFrom();
        for (; start != null; start = start(facts, start).startFrom()) {
            ObjectNode first = row(yaml, facts, start(facts, start));
            leaveOut(first, settings);
            rows.insert(0, first);
        }
        ObjectNode own = rows.addObject();
        own.put("name", facts.recipe().name()).put("model", facts.recipe().model());
        if (facts.recipe().startFrom() != null) {
            own.put("startFrom", facts.recipe().startFrom());
        }
        try {
            return CardUse.code("yaml", yaml.writeValueAsString(root));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode row(YAMLMapper yaml, CardFacts facts, RowRecipe row) {
        ObjectNode settings = yaml.valueToTree(row);
        settings.remove("published");
        if (!facts.task().hasThresholds()) {
            settings.remove("trainingThreshold");
        }
        return settings;
    }

    /** Has a row not take over what it has not, a group by its members if it is of one kind. */
    private static void leaveOut(ObjectNode row, ObjectNode shared) {
        for (Map.Entry<String, JsonNode> setting : shared.properties()) {
            JsonNode own = row.get(setting.getKey());
            if (own == null) {
                row.putNull(setting.getKey());
            } else if (own instanceof ObjectNode group
                    && setting.getValue() instanceof ObjectNode other
                    && group.path("kind").equals(other.path("kind"))) {
                leaveOut(group, other);
            }
        }
    }

    private static RowRecipe start(CardFacts facts, String name) {
        return facts.settings().recipe().row(name).orElseThrow();
    }
}
