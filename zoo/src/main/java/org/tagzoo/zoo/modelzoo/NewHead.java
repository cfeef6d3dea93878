package org.tagzoo.zoo.modelzoo;

import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.util.JsonUtils;
import com.google.gson.JsonParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.network.Head;

/**
 * The head that a program wants in place of the one for ImageNet's classes: the arguments {@code
 * labels} and {@code head}.
 *
 * @param head its layers
 * @param labels the names of its logits in order; empty if only their number was given
 */
record NewHead(Head head, List<String> labels) {

    private static final int MOST_LABELS = 100_000;
    private static final int MOST_LAYERS = 1000;
    private static final int WIDEST = 65_536;
    private static final String FORM =
            "a map of 'hidden' (a list of widths of 1 to %d) and 'dropout' (0 to below 1), or the same as JSON"
                    .formatted(WIDEST);

    /** Returns the head; empty if neither argument is given. */
    static Optional<NewHead> of(Arguments arguments) throws ModelNotFoundException {
        Optional<Object> labels = arguments.find("labels");
        Optional<Object> layers = arguments.find("head");
        if (labels.isEmpty()) {
            if (layers.isPresent()) {
                throw new ModelNotFoundException(
                        "The argument head needs labels beside it: how many outputs, or their"
                                + " names");
            }
            return Optional.empty();
        }
        List<String> names = names(labels.get());
        int count = names.isEmpty() ? count(labels.get()) : names.size();
        return Optional.of(new NewHead(head(layers, count), names));
    }

    private static Optional<Long> number(Object value) {
        return value instanceof Number || value instanceof CharSequence
                ? Arguments.wholeOf(value, Long.MIN_VALUE, Long.MAX_VALUE)
                : Optional.empty();
    }

    private static int count(Object value) throws ModelNotFoundException {
        return number(value)
                .filter(count -> count >= 1 && count <= MOST_LABELS)
                .map(Math::toIntExact)
                .orElseThrow(() -> wrongLabels(value, ""));
    }

    private static List<String> names(Object value) throws ModelNotFoundException {
        if (value instanceof Number || number(value).isPresent()) {
            return List.of();
        }
        try {
            List<String> names =
                    value instanceof LabelSet set
                            ? set.names()
                            : new LabelSet(
                                            Arguments.list(value).stream()
                                                    .map(String::valueOf)
                                                    .toList())
                                    .names();
            if (names.isEmpty() || names.size() > MOST_LABELS) {
                throw wrongLabels(value, "");
            }
            return names;
        } catch (IllegalArgumentException e) {
            throw wrongLabels(value, ": " + e.getMessage());
        }
    }

    private static ModelNotFoundException wrongLabels(Object value, String why) {
        return Arguments.wrong(
                "labels",
                "a number of 1 to %d, or names: a list, or a text with commas between%s"
                        .formatted(MOST_LABELS, why),
                value);
    }

    private static Head head(Optional<Object> layers, int labels) throws ModelNotFoundException {
        if (layers.isEmpty()) {
            return Head.linear(labels);
        }
        Object value = layers.get();
        Map<?, ?> map = map(value);
        if (!Set.of("hidden", "dropout").containsAll(map.keySet())) {
            throw wrongHead(value);
        }
        List<Integer> hidden = new ArrayList<>();
        Object widths = map.containsKey("hidden") ? map.get("hidden") : List.of();
        List<?> list = widths == null ? List.of() : Arguments.list(widths);
        for (Object width : list) {
            hidden.add(
                    Arguments.wholeOf(width, 1, WIDEST)
                            .map(Math::toIntExact)
                            .orElseThrow(() -> wrongHead(value)));
        }
        double dropout =
                map.containsKey("dropout")
                        ? Optional.ofNullable(map.get("dropout"))
                                .flatMap(Arguments::number)
                                .filter(share -> share >= 0 && share < 1)
                                .orElseThrow(() -> wrongHead(value))
                        : 0;
        if (hidden.size() > MOST_LAYERS) {
            throw wrongHead(value);
        }
        return new Head(labels, hidden, dropout, false);
    }

    private static Map<?, ?> map(Object value) throws ModelNotFoundException {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        try {
            Map<?, ?> read = JsonUtils.GSON.fromJson(value.toString(), Map.class);
            if (read != null) {
                return read;
            }
        } catch (JsonParseException e) {
            // Refused below, as what is JSON and no object.
        }
        throw wrongHead(value);
    }

    private static ModelNotFoundException wrongHead(Object value) {
        return Arguments.wrong("head", FORM, value);
    }
}
