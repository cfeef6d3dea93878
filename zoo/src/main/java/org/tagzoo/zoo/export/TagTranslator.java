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
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.image.NetworkInput;
import org.tagzoo.zoo.network.SideInput;

/**
 * Images to tags. Images of a batch may be of any sizes. Safe for several predictors at once.
 *
 * @param <I> what images come as
 * @param <O> what tags are wanted as
 */
final class TagTranslator<I, O> implements Translator<I, O> {

    private final ExportDescription description;
    private final InputSource<I> source;
    private final Function<Tags, O> result;
    private final Map<String, String> fields;

    /**
     * @param fields of images that have none of their own by these names
     */
    TagTranslator(
            ExportDescription description,
            InputSource<I> source,
            Function<Tags, O> result,
            Map<String, String> fields) {
        this.description = description;
        this.source = source;
        this.result = result;
        this.fields = fields;
    }

    /** What gives all that the network takes of an image. */
    @FunctionalInterface
    interface InputSource<I> {
        /**
         * @param fields of images that don't say their own
         * @param manager for what is needed on the way; nothing stays in it
         */
        KnownImage read(
                I image, ExportDescription of, Map<String, String> fields, NDManager manager)
                throws IOException;
    }

    @Override
    public NDList processInput(TranslatorContext ctx, I image) throws TranslateException {
        return one(ctx, known(ctx, image), description);
    }

    @Override
    public O processOutput(TranslatorContext ctx, NDList list) {
        return result.apply(description.tags(joined(list)));
    }

    @Override
    public NDList batchProcessInput(TranslatorContext ctx, List<I> images)
            throws TranslateException {
        List<KnownImage> known = new ArrayList<>(images.size());
        for (I image : images) {
            known.add(known(ctx, image));
        }
        return batch(ctx, known, description);
    }

    @Override
    public List<O> batchProcessOutput(TranslatorContext ctx, NDList list) {
        return rows(list).stream().map(description::tags).map(result).toList();
    }

    /** Returns a network's inputs of one image, without the dimension of the batch. */
    static NDList one(TranslatorContext ctx, KnownImage image, ExportDescription description) {
        NDManager manager = ctx.getNDManager();
        NDList inputs =
                new NDList(new NetworkInput(description.transform()).of(image.image(), manager));
        for (SideInput each : description.side().all()) {
            inputs.add(manager.create(each.vector(image.fields())));
        }
        return inputs;
    }

    /** Returns a network's inputs: images, and what it takes of each besides. */
    static NDList batch(
            TranslatorContext ctx, List<KnownImage> images, ExportDescription description) {
        NDManager manager = ctx.getNDManager();
        List<RgbImage> seen = images.stream().map(KnownImage::image).toList();
        List<Map<String, String>> fields = images.stream().map(KnownImage::fields).toList();
        NDList inputs = new NDList(new NetworkInput(description.transform()).batch(seen, manager));
        for (float[][] vectors : description.side().vectors(fields)) {
            inputs.add(manager.create(vectors));
        }
        return inputs;
    }

    private KnownImage known(TranslatorContext ctx, I image) throws TranslateException {
        try {
            return source.read(image, description, fields, ctx.getNDManager());
        } catch (IOException | IllegalArgumentException e) {
            throw new TranslateException(e.getMessage(), e);
        }
    }

    /** Returns what the network gave for one image, its outputs one after the other. */
    static float[] joined(NDList list) {
        float[] all = new float[0];
        for (NDArray output : list) {
            all = ArrayUtils.addAll(all, output.toFloatArray());
        }
        return all;
    }

    /**
     * Returns what the network gave for each image, its outputs side by side, taken out of native
     * memory.
     *
     * @param list arrays {@code [N, …]} of float32
     */
    static List<float[]> rows(NDList list) {
        List<float[]> all = new ArrayList<>(rows(list.head()));
        for (NDArray more : list.subNDList(1)) {
            List<float[]> own = rows(more);
            for (int n = 0; n < own.size(); n++) {
                all.set(n, ArrayUtils.addAll(all.get(n), own.get(n)));
            }
        }
        return all;
    }

    private static List<float[]> rows(NDArray array) {
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
