package org.tagzoo.zoo.modelzoo;

import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.util.JsonUtils;
import com.google.gson.JsonParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.ImageNetClasses;

/**
 * The head that a program wants in place of the one for ImageNet's classes: the arguments {@code
 * labels} and {@code head}.
 *
 * @param head its layers
 * @param labels the names of its logits in order; empty if only their number was given
 */
record NewHead(Head head, List<String> labels) {

    /** The head that published weights have. */
    static final NewHead IMAGENET =
            new NewHead(Head.linear(ImageNetClasses.names().size()), ImageNetClasses.names());

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
        if (labels.isEmpty() && layers.isPresent()) {
            throw new ModelNotFoundException(
                    "The argument head needs labels beside it: how many outputs, or their names");
        }
        if (labels.isEmpty()) {
            return Optional.empty();
        }
        Object value = labels.get();
        Optional<Long> count =
                value instanceof Number || value instanceof CharSequence
                        ? Arguments.wholeOf(value, Long.MIN_VALUE, Long.MAX_VALUE)
                        : Optional.empty();
        boolean isCount = value instanceof Number || count.isPresent();
        List<String> names = isCount ? List.of() : names(value);
        long outputs = isCount ? count.orElse(0L) : names.size();
        if (outputs < 1 || outputs > MOST_LABELS) {
            throw wrongLabels(value, "");
        }
        Head plain = Head.linear((int) outputs);
        return Optional.of(
                new NewHead(layers.isEmpty() ? plain : head(layers.get(), plain), names));
    }

    private static List<String> names(Object value) throws ModelNotFoundException {
        try {
            return value instanceof LabelSet set
                    ? set.names()
                    : new LabelSet(Arguments.list(value).stream().map(String::valueOf).toList())
                            .names();
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

    private static Head head(Object value, Head plain) throws ModelNotFoundException {
        Supplier<ModelNotFoundException> wrong = () -> Arguments.wrong("head", FORM, value);
        Map<?, ?> map = value instanceof Map<?, ?> given ? given : parsed(value.toString());
        if (map == null || !Set.of("hidden", "dropout").containsAll(map.keySet())) {
            throw wrong.get();
        }
        List<Integer> hidden = new ArrayList<>();
        Object widths = map.get("hidden");
        for (Object width : widths == null ? List.of() : Arguments.list(widths)) {
            Optional<Long> whole = Arguments.wholeOf(width, 1, WIDEST);
            hidden.add(Math.toIntExact(whole.orElseThrow(wrong)));
        }
        Object share = map.containsKey("dropout") ? map.get("dropout") : 0;
        double dropout = share == null ? -1 : Arguments.number(share).orElse(-1.0);
        if (!(dropout >= 0 && dropout < 1) || hidden.size() > MOST_LAYERS) {
            throw wrong.get();
        }
        return new Head(plain.labels(), hidden, dropout, false);
    }

    /** Returns an object of JSON as a map; null if it is none. */
    private static Map<?, ?> parsed(String json) {
        try {
            return JsonUtils.GSON.fromJson(json, Map.class);
        } catch (JsonParseException e) {
            return null;
        }
    }
}
