package org.tagzoo.app.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tagzoo.app.network.FirstWeights;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.recipe.PhaseRecipe;
import org.tagzoo.app.report.ReadableTime;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.image.Decoding;

/** The part of a model card that says how the network came about. */
final class CardTraining {

    private CardTraining() {}

    static String render(CardFacts facts) {
        return "## Weights it began with\n\n"
                + weights(facts.network())
                + "\n## How it was trained\n\n"
                + training(facts)
                + "\nThe recipe, as `tagzoo compare --recipe` takes it:\n\n"
                + Markdown.code("yaml", recipe(facts));
    }

    private static String weights(RowNetwork network) {
        Optional<FirstWeights> first = network.weights();
        if (first.isEmpty()) {
            return "Random ones: nothing but this corpus was learnt from.\n";
        }
        FirstWeights weights = first.get();
        String published =
                weights.origin().isPresent()
                        ? "%s, trained on ImageNet and published as %s under the licence %s."
                                .formatted(
                                        Markdown.name(weights.name()),
                                        Markdown.name(weights.origin().get()),
                                        Markdown.name(weights.licence().orElse("(unknown)")))
                        : "A file of the user's own, %s; TagZoo knows neither its origin nor its licence."
                                .formatted(Markdown.name(weights.file()));
        return published
                + "\nSHA-256 of the file: `%s`.\n".formatted(weights.sha256())
                + "\n"
                + "That licence and those of the corpus's images bear on what may be done with"
                + " this network.\n";
    }

    private static String training(CardFacts facts) {
        Row row = facts.row();
        StringBuilder out = new StringBuilder();
        out.append(
                "%s, %s parameters, images of %d x %d pixels%s, seed %d. "
                        .formatted(
                                Markdown.name(row.network().model()),
                                row.network().parameters() == null
                                        ? "?"
                                        : Markdown.count(row.network().parameters()),
                                facts.network().imageSize(),
                                facts.network().imageSize(),
                                facts.network().decoding() == Decoding.WHOLE
                                        ? ""
                                        : ", JPEGs decoded at a half, a quarter or an eighth where"
                                                + " that is no smaller",
                                facts.settings().seed()));
        out.append(stages(facts.recipe().phases()));
        if (row.times().training() != null) {
            out.append(" Training took %s".formatted(ReadableTime.of(row.times().training())));
            out.append(
                    row.times().embedding() == null
                            ? "."
                            : ", the frozen stages %s."
                                    .formatted(ReadableTime.of(row.times().embedding())));
        }
        out.append('\n');
        if (row.reason() != null) {
            out.append("To know of it: ").append(Markdown.name(row.reason())).append(".\n");
        }
        if (row.spread() != null) {
            out.append(
                    "Trained with %d seeds, %s on test was %s on average, with a standard deviation of %s.\n"
                            .formatted(
                                    row.spread().n(),
                                    row.task().firstMetric().name(),
                                    Markdown.figure(row.spread().mean()),
                                    Markdown.figure(row.spread().standardDeviation())));
        }
        if (facts.allData()) {
            out.append(
                    "Then all trained stages went through one epoch on the validation images and"
                        + " one on the test images, at a tenth of the highest learning rate.\n");
        }
        return out.toString();
    }

    private static String stages(List<PhaseRecipe> phases) {
        return phases.stream()
                .map(
                        phase ->
                                switch (phase.train()) {
                                            case PhaseRecipe.ALL -> "all of it";
                                            case PhaseRecipe.HEAD -> "the head";
                                            default ->
                                                    "everything from %s on"
                                                            .formatted(
                                                                    Markdown.name(phase.train()));
                                        }
                                        + " for up to %d epochs".formatted(phase.epochs()))
                .collect(Collectors.joining(", then ", "What was trained: ", "."));
    }

    private static String recipe(CardFacts facts) {
        YAMLMapper yaml =
                YAMLMapper.builder()
                        .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                        .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                        .serializationInclusion(JsonInclude.Include.NON_NULL)
                        .build();
        ObjectNode settings = yaml.valueToTree(facts.recipe());
        settings.remove(List.of("published", "name", "model"));
        if (!facts.task().hasThresholds()) {
            settings.remove("trainingThreshold");
        }
        ObjectNode root = yaml.createObjectNode();
        root.put("name", facts.row().name());
        root.set("settings", settings);
        root.putArray("rows")
                .addObject()
                .put("name", facts.recipe().name())
                .put("model", facts.recipe().model());
        try {
            return yaml.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
