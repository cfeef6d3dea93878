package org.tagzoo.zoo.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.image.NetworkInput;
import org.tagzoo.zoo.network.Domains;

/**
 * Images to tags. Images of a batch may be of any sizes. Safe for several predictors at once.
 *
 * @param <I> what images come as
 * @param <O> what tags are wanted as
 */
final class TagTranslator<I, O> implements Translator<I, O> {

    private final ExportDescription description;
    private final NetworkInput input;
    private final InputSource<I> source;
    private final Function<Tags, O> result;
    private final Optional<String> domain;

    /**
     * @param domain of images that have none of their own
     */
    TagTranslator(
            ExportDescription description,
            InputSource<I> source,
            Function<Tags, O> result,
            Optional<String> domain) {
        this.description = description;
        this.input = new NetworkInput(description.transform());
        this.source = source;
        this.result = result;
        this.domain = domain;
    }

    /** What gives the pixels that the network gets of an image. */
    @FunctionalInterface
    interface InputSource<I> {
        /**
         * @param manager for what is needed on the way; nothing stays in it
         */
        RgbImage read(I image, NetworkInput input, NDManager manager) throws IOException;
    }

    @Override
    public NDList processInput(TranslatorContext ctx, I image) throws TranslateException {
        NDList inputs = new NDList(input.of(seen(ctx, image), ctx.getNDManager()));
        Domains domains = description.domains();
        Optional<String> known = domainOf(image);
        if (!domains.isEmpty()) {
            inputs.add(ctx.getNDManager().create(domains.weights(known)));
        }
        return inputs;
    }

    private Optional<String> domainOf(I image) {
        if (image instanceof DomainImage own && own.domain().isPresent()) {
            description.domains().require(own.domain().get());
            return own.domain();
        }
        return domain;
    }

    @Override
    public O processOutput(TranslatorContext ctx, NDList list) {
        return result.apply(description.tags(list.singletonOrThrow().toFloatArray()));
    }

    @Override
    public NDList batchProcessInput(TranslatorContext ctx, List<I> images)
            throws TranslateException {
        List<RgbImage> seen = new ArrayList<>(images.size());
        for (I image : images) {
            seen.add(seen(ctx, image));
        }
        return withDomains(
                ctx,
                input.batch(seen, ctx.getNDManager()),
                description,
                images.stream().map(this::domainOf).toList());
    }

    @Override
    public List<O> batchProcessOutput(TranslatorContext ctx, NDList list) {
        return rows(list).stream().map(description::tags).map(result).toList();
    }

    /** Returns a network's inputs: images, and the branch of each where it has some. */
    static NDList withDomains(
            TranslatorContext ctx,
            NDArray images,
            ExportDescription description,
            List<Optional<String>> domains) {
        NDList inputs = new NDList(images);
        if (!description.domains().isEmpty()) {
            inputs.add(
                    ctx.getNDManager()
                            .create(
                                    domains.stream()
                                            .map(description.domains()::weights)
                                            .toArray(float[][]::new)));
        }
        return inputs;
    }

    private RgbImage seen(TranslatorContext ctx, I image) throws TranslateException {
        try {
            return source.read(image, input, ctx.getNDManager());
        } catch (IOException e) {
            throw new TranslateException(e.getMessage(), e);
        }
    }

    /**
     * Returns the logits of each image, taken out of native memory.
     *
     * @param list one array {@code [N, L]} of float32
     */
    static List<float[]> rows(NDList list) {
        NDArray array = list.singletonOrThrow();
        Shape shape = array.getShape();
        if (shape.dimension() != 2) {
            throw new IllegalArgumentException(
                    "The network gave %s, not (images, labels)".formatted(shape));
        }
        int labels = Math.toIntExact(shape.get(1));
        float[] values = array.toFloatArray();
        return IntStream.iterate(0, from -> from < values.length, from -> from + labels)
                .mapToObj(from -> Arrays.copyOfRange(values, from, from + labels))
                .toList();
    }
}
