package org.tagzoo.zoo.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.datasets.corpus.TaggedImage;

/**
 * What a network is given, an argument of its {@code forward}: pixels as bytes {@code [N, H, W,
 * 3]}, which become normalised floats {@code [N, 3, H, W]}, or floats, vectors {@code [N, F]} or
 * maps {@code [N, H, W, C]}.
 *
 * @param name unique in a graph, such as {@code image}
 * @param dims its shape, {@code [N, C, H, W]} of a map
 * @param pixels how they are normalised; empty for floats, which are taken as they come
 */
public record Input(String name, Dims dims, Optional<Normalization> pixels) implements Op {

    /** The usual name of pixels. */
    public static final String IMAGE = "image";

    /** The usual name of floats, which what a stage begins with always has. */
    public static final String FEATURES = "features";

    /** A number for each domain of the network's, see {@link HeadForm}. */
    public static final String DOMAIN = TaggedImage.DOMAIN;

    /** Numbers made of an image's metadata, see {@link MetadataInput}. */
    public static final String METADATA = "metadata";

    /** The numbers of a text's characters, see {@link TextInput}. */
    public static final String TEXT = "text";

    @Override
    public Dims dims(List<Dims> inputs) {
        return dims;
    }

    @Override
    public String script(ScriptContext step) {
        String x = dims.isMap() ? step.laidOut(step.input(0)) : step.input(0);
        // 6 is PyTorch's number for float32.
        return pixels.isEmpty()
                ? x
                : "torch.div(torch.sub(torch.to(%s, 6), self.%s), self.%s)"
                        .formatted(x, constant("mean"), constant("deviation"));
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.FLOAT32;
    }

    /**
     * Returns numbers for each channel that its script reads as {@code self.name}, {@code [1, C, 1,
     * 1]}.
     */
    public Map<String, List<Double>> channelConstants() {
        Map<String, List<Double>> constants = new LinkedHashMap<>();
        pixels.ifPresent(
                normalization -> {
                    constants.put(constant("mean"), normalization.mean());
                    constants.put(constant("deviation"), normalization.std());
                });
        return constants;
    }

    /** Returns whether an op is an input of pixels. */
    public static boolean isPixels(Op op) {
        return op instanceof Input input && input.pixels.isPresent();
    }

    private String constant(String of) {
        return (name.equals(IMAGE) ? "pixel" : name) + "_" + of;
    }
}
