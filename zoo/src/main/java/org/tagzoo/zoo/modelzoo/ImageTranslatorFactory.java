package org.tagzoo.zoo.modelzoo;

import ai.djl.Model;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.translator.BaseImageTranslatorFactory;
import ai.djl.ndarray.NDList;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.zoo.image.NetworkInput;
import org.tagzoo.zoo.network.ImageNetClasses;

/**
 * Makes translators of images, and of whatever DJL turns into images: paths, addresses, streams,
 * requests to a server. They are safe for several predictors at once.
 *
 * @param <O> the results
 */
final class ImageTranslatorFactory<O> extends BaseImageTranslatorFactory<O> {

    private static final String TRANSFORM = "transform";

    private record ImageTranslator<O>(NetworkInput input, Function<float[], O> results)
            implements Translator<Image, O> {

        @Override
        public NDList processInput(TranslatorContext ctx, Image image) {
            return input.of(image, ctx.getNDManager());
        }

        @Override
        public O processOutput(TranslatorContext ctx, NDList list) {
            return results.apply(list.singletonOrThrow().toFloatArray());
        }
    }

    private final Class<O> type;
    private final Function<float[], O> results;

    private ImageTranslatorFactory(Class<O> type, Function<float[], O> results) {
        this.type = type;
        this.results = results;
    }

    /** Makes those to embeddings, or to the logits of a new head. */
    static ImageTranslatorFactory<float[]> ofVectors() {
        return new ImageTranslatorFactory<>(float[].class, vector -> vector);
    }

    /**
     * Makes those to the probabilities of ImageNet's classes, the softmax of the logits.
     *
     * @param topK how many classes the results show
     */
    static ImageTranslatorFactory<Classifications> ofClasses(int topK) {
        return new ImageTranslatorFactory<>(
                Classifications.class,
                logits -> {
                    Classifications classes =
                            new Classifications(ImageNetClasses.names(), softmax(logits));
                    classes.setTopK(topK);
                    return classes;
                });
    }

    private static List<Double> softmax(float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        List<Double> probabilities = new ArrayList<>(logits.length);
        for (float logit : logits) {
            probabilities.add(Math.exp(logit - largest) / sum);
        }
        return probabilities;
    }

    <P, Q> Translator<P, Q> newInstance(
            Class<P> input, Class<Q> output, EvaluationTransform transform) {
        return newInstance(input, output, null, Map.of(TRANSFORM, transform));
    }

    @Override
    protected Translator<Image, O> buildBaseTranslator(Model model, Map<String, ?> arguments) {
        EvaluationTransform transform = (EvaluationTransform) arguments.get(TRANSFORM);
        return new ImageTranslator<>(new NetworkInput(transform), results);
    }

    @Override
    public Class<O> getBaseOutputType() {
        return type;
    }
}
