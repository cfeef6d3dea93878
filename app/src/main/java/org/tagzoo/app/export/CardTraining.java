package org.tagzoo.app.export;

import static org.tagzoo.app.report.TableMarkdown.escape;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.tagzoo.app.network.PretrainedWeights;
import org.tagzoo.app.recipe.PhaseRecipe;
import org.tagzoo.app.report.ReadableTime;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.zoo.finetune.Phase;

/** The part of a model card that says how the network came about. */
final class CardTraining {

    private CardTraining() {}

    static String render(CardFacts facts) {
        return """
        ## Weights it began with

        %s
        ## How it was trained

        %s
        The recipe, as `tagzoo compare --recipe` takes it:

        %s\
        """
                .formatted(
                        facts.network()
                                .weights()
                                .map(CardTraining::weights)
                                .orElse("Random ones: nothing but this corpus was learnt from.\n"),
                        training(facts),
                        CardUse.code("yaml", recipe(facts)));
    }

    private static String weights(PretrainedWeights weights) {
        return """
        %s
        SHA-256 of the file: `%s`.

        That licence and those of the corpus's images bear on what may be done with this network.
        """
                .formatted(
                        weights.origin() != null
                                ? "%s, trained on ImageNet and published as %s under the licence %s."
                                        .formatted(
                                                escape(weights.name()),
                                                escape(weights.origin()),
                                                escape(
                                                        Objects.requireNonNullElse(
                                                                weights.licence(), "(unknown)")))
                                : "A file of the user's own, %s; TagZoo knows neither its origin nor its licence."
                                        .formatted(escape(weights.file())),
                        weights.sha256());
    }

    private static String training(CardFacts facts) {
        Row row = facts.row();
        Long parameters = row.network().parameters();
        StringBuilder out = new StringBuilder();
        out.append(
                "%1$s, %2$s parameters, images of %3$d x %3$d pixels%4$s%5$s, seed %6$d. What was trained: %7$s."
                        .formatted(
                                escape(row.network().model()),
                                parameters == null ? "?" : CardFacts.count(parameters),
                                facts.network().imageSize(),
                                facts.network().decoding() == Decoding.WHOLE
                                        ? ""
                                        : ", JPEGs decoded at a half, a quarter or an eighth where"
                                                + " that is no smaller",
                                switch (facts.network().resize()) {
                                    case STRETCH -> "";
                                    case CROP -> ", cut from the middle";
                                    case PAD -> ", with bars beside what is not square";
                                },
                                facts.settings().seed(),
                                facts.recipe().phases().stream()
                                        .map(CardTraining::phase)
                                        .collect(Collectors.joining(", then "))));
        if (row.times().training() != null) {
            out.append(" Training took ").append(ReadableTime.of(row.times().training()));
            if (row.times().embedding() != null) {
                out.append(", the frozen stages ").append(ReadableTime.of(row.times().embedding()));
            }
            out.append('.');
        }
        out.append('\n');
        if (row.reason() != null) {
            out.append("To know of it: %s.\n".formatted(escape(row.reason())));
        }
        if (row.spread() != null) {
            out.append(
                    "Trained with %d seeds, %s on test was %s on average, with a standard deviation of %s.\n"
                            .formatted(
                                    row.spread().n(),
                                    row.task().firstMetric().name(),
                                    CardFacts.figure(row.spread().mean()),
                                    CardFacts.figure(row.spread().standardDeviation())));
        }
        if (facts.allData()) {
            out.append(
                    "Then all trained stages went through one epoch on the validation images and"
                            + " one on the test images, at a tenth of the highest learning rate.\n");
        }
        return out.toString();
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

    private static String recipe(CardFacts facts) {
        YAMLMapper yaml =
                YAMLMapper.builder()
                        .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                        .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                        .serializationInclusion(JsonInclude.Include.NON_NULL)
                        .build();
        ObjectNode settings = yaml.valueToTree(facts.recipe());
        settings.remove(Set.of("published", "name", "model"));
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
