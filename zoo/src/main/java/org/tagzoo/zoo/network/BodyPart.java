package org.tagzoo.zoo.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tagzoo.datasets.image.ImageSize;

/**
 * A body as one part of a {@link JoinedBackbone}, written {@code
 * resnet50@224~flip~zoom1.15^layer3}: at a size of its own, the mean over several views, and with
 * the means of earlier stages' maps beside its embedding.
 *
 * @param text as users write it
 * @param body the network
 * @param size of the square that it gets, resized from the image; 0: the image's own
 * @param views of which its features are the mean; the first is the image as it is
 * @param stages whose features join its embedding
 */
record BodyPart(String text, Backbone body, int size, List<View> views, List<String> stages) {

    private static final Pattern FORM =
            Pattern.compile("([a-z0-9_]+)(?:@(\\d{1,4}))?((?:~[a-z0-9.]+)*)((?:\\^\\w+)*)");

    private static final String RULE =
            "a network, then @SIZE, ~flip, ~zoom1.15 and ^STAGE as needed, in this order";

    private static final int SMALLEST = 8;
    private static final int LARGEST = 1024;

    BodyPart {
        views = List.copyOf(views);
        stages = List.copyOf(stages);
    }

    /**
     * Reads what a user wrote.
     *
     * @return empty if there is no network of that name
     * @throws IllegalArgumentException if it is written wrongly; one line
     */
    static Optional<BodyPart> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "Part '%s' of a network must be %s".formatted(text, RULE));
        }
        int size = form.group(2) == null ? 0 : Integer.parseInt(form.group(2));
        if (form.group(2) != null && (size < SMALLEST || size > LARGEST)) {
            throw new IllegalArgumentException(
                    "The size after @ must be %d to %d, but is '%s'"
                            .formatted(SMALLEST, LARGEST, text));
        }
        List<View> views = views(text, words(form.group(3), "~"));
        List<String> stages = words(form.group(4), "\\^");
        return Backbones.plain(form.group(1))
                .map(body -> new BodyPart(text, body, size, views, stages));
    }

    private static List<String> words(String group, String separator) {
        return Arrays.stream(group.split(separator)).filter(word -> !word.isEmpty()).toList();
    }

    private static List<View> views(String text, List<String> words) {
        List<View> views = new ArrayList<>(List.of(View.PLAIN));
        for (String word : words) {
            if (word.matches("zoom\\d(\\.\\d{1,4})?")) {
                views.add(new View(false, Double.parseDouble(word.substring("zoom".length()))));
            } else if (!word.equals("flip")) {
                throw new IllegalArgumentException(
                        "'%s' has '~%s', but after ~ is flip, or zoom and 1 to 4, such as zoom1.15"
                                .formatted(text, word));
            }
        }
        if (words.contains("flip")) {
            views.addAll(views.stream().map(view -> new View(true, view.zoom())).toList());
        }
        if (views.stream().distinct().count() < views.size()
                || words.stream().distinct().count() < words.size()) {
            throw new IllegalArgumentException("'%s' has a view twice".formatted(text));
        }
        return views;
    }

    /** Returns whether it is a body and nothing else. */
    boolean isPlain() {
        return size == 0 && views.equals(List.of(View.PLAIN)) && stages.isEmpty();
    }

    /** Returns the part with one of its views alone, of which there is no other way to write it. */
    BodyPart ofView(View view) {
        String own = view.equals(View.PLAIN) ? "" : "=" + view.zoom() + (view.flip() ? "flip" : "");
        return new BodyPart(
                text.replaceAll("~[a-z0-9.]+", "") + own, body, size, List.of(view), stages);
    }

    BodyPart withBody(Backbone other) {
        return new BodyPart(text, other, size, views, stages);
    }

    /**
     * Builds it; its stages are not the whole network's.
     *
     * @param root where the body's parameters are declared
     * @param image normalised
     * @return {@code [N, F]}
     */
    Value embed(Scope root, Value image) {
        Tracer tracer = image.tracer();
        int before = tracer.stageCount();
        ImageSize from = new ImageSize(image.dims().height(), image.dims().width());
        if (size > 0 && !from.isSquare()) {
            throw new IllegalArgumentException(
                    "'%s' needs square images, not %s".formatted(text, from));
        }
        ImageSize to = size > 0 ? ImageSize.square(size) : from;
        boolean isImage = views.equals(List.of(View.PLAIN)) && to.equals(from);
        Value x = body.embed(root, isImage ? image : image.then(new Views(views, from, to)));
        Value[] ends =
                stages.stream()
                        .map(stage -> vector(tracer.endOf(stage, before, text)))
                        .toArray(Value[]::new);
        if (ends.length > 0) {
            x = Layers.concatenate(x, ends);
        }
        tracer.dropStages(before);
        return views.size() == 1 ? x : x.then(new MeanOfViews(views.size(), x.dims().channels()));
    }

    private static Value vector(Value end) {
        return end.dims().isMap()
                ? Layers.flatten(Layers.adaptiveAvgPool(end, 1))
                : end.dims().isTokens() ? end.then(new TakeToken(0)) : end;
    }
}
