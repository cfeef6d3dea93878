package org.tagzoo.zoo.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.tagzoo.datasets.check.Check;

/**
 * Several bodies side by side, whose embeddings are joined, such as {@code
 * resnet50+efficientnet_lite0}; or one that looks at each image in more ways than one, such as
 * {@code resnet50~flip}. Parts are joined by {@code +}; each is a network, then {@code @SIZE}, if
 * it gets images resized to a square of that size; {@code ~flip}, for the mean of its features over
 * the image and its mirror image; {@code ~zoom1.15}, for the mean with the middle of the image,
 * 1.15 times as large; and {@code ^STAGE}, for the means of a stage's maps over their places beside
 * the embedding.
 *
 * <p>Parameters of one of several bodies are below the network's name, as is {@code pixels}, a
 * batch norm that does to pixels what the body's own weights ask for. It can't be cut at stages of
 * its bodies: either the head alone is trained, or everything.
 */
public final class JoinedBackbone implements Backbone {

    /** What a body of several does to pixels, below its name: the mean and the variance. */
    public static final String PIXELS = "pixels";

    private static final String SEPARATOR = "+";

    private final List<BodyPart> parts;

    private JoinedBackbone(List<BodyPart> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a name.
     *
     * @return empty if it has a network that there isn't
     * @throws IllegalArgumentException if it is written wrongly; one line
     */
    static Optional<Backbone> of(String name) {
        List<BodyPart> parts = new ArrayList<>();
        for (String text : split(name)) {
            Optional<BodyPart> part = BodyPart.of(text);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        List<String> names = parts.stream().map(part -> part.body().name()).toList();
        Check.that(
                names.stream().distinct().count() == names.size(),
                "a network of several",
                "each of them once",
                name);
        return Optional.of(new JoinedBackbone(parts));
    }

    private static List<String> split(String name) {
        return Arrays.asList(name.split("\\" + SEPARATOR, -1));
    }

    /** Returns whether a name is that of more than one network as it is. */
    public static boolean isName(String name) {
        return name.matches(".*[+@~^].*");
    }

    /**
     * Returns the networks, or their weights, in a name: {@code resnet50.keras} and {@code
     * resnet34} of {@code resnet50.keras~flip+resnet34}; of any other name that name.
     */
    public static List<String> networks(String name) {
        return split(name).stream().map(part -> part.replaceFirst("[@~^].*", "")).toList();
    }

    /** Returns the name of networks joined. */
    public static String joined(List<String> networks) {
        return String.join(SEPARATOR, networks);
    }

    /** Returns its bodies, each as a network of its own without the others; one or more. */
    public List<Backbone> bodies() {
        return parts.stream().map(JoinedBackbone::alone).toList();
    }

    /**
     * Returns what the features of one body are the mean of: the body with each of its views.
     *
     * @throws IllegalStateException if there are several bodies
     */
    public List<Backbone> views() {
        if (parts.size() > 1) {
            throw new IllegalStateException("Views are of one body, not of " + name());
        }
        BodyPart part = parts.get(0);
        return part.views().stream().map(view -> alone(part.ofView(view))).toList();
    }

    private static Backbone alone(BodyPart part) {
        return part.isPlain() ? part.body() : new JoinedBackbone(List.of(part));
    }

    /** Returns the same with ResNets as Keras has them, see {@link Backbones#keras}. */
    JoinedBackbone keras() {
        UnaryOperator<Backbone> keras =
                body -> body instanceof ResNet ? Backbones.keras(body) : body;
        return new JoinedBackbone(
                parts.stream().map(part -> part.withBody(keras.apply(part.body()))).toList());
    }

    @Override
    public String name() {
        return parts.stream().map(BodyPart::text).collect(Collectors.joining(SEPARATOR));
    }

    @Override
    public Value embed(Scope root, Value image) {
        if (parts.size() == 1) {
            return parts.get(0).embed(root, image);
        }
        List<Value> embeddings = new ArrayList<>();
        for (BodyPart part : parts) {
            Scope scope = root.child(part.body().name());
            Value pixels = Layers.frozenBatchNorm(scope.child(PIXELS), image);
            embeddings.add(part.embed(scope, pixels));
        }
        return Layers.concatenate(
                embeddings.get(0), embeddings.stream().skip(1).toArray(Value[]::new));
    }

    private Optional<Backbone> only() {
        return parts.size() == 1 ? Optional.of(parts.get(0).body()) : Optional.empty();
    }

    @Override
    public String headName() {
        return only().map(Backbone::headName).orElseGet(Backbone.super::headName);
    }

    @Override
    public boolean kerasScales() {
        return only().map(Backbone::kerasScales).orElseGet(Backbone.super::kerasScales);
    }

    @Override
    public boolean leavesOut(String tensor) {
        return only().map(body -> body.leavesOut(tensor)).orElse(false);
    }

    @Override
    public Optional<Positions> positions() {
        return only().flatMap(Backbone::positions);
    }

    @Override
    public String nameOf(String tensor) {
        return only().map(body -> body.nameOf(tensor)).orElse(tensor);
    }
}
