package org.tagzoo.zoo.modelzoo;

import ai.djl.Model;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.translator.BaseImageTranslatorFactory;
import ai.djl.translate.Translator;
import java.util.Map;
import java.util.function.Function;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.zoo.image.NetworkInput;

/**
 * Expands a translator of images to whatever DJL turns into images: paths, addresses, streams,
 * requests to a server.
 *
 * @param <O> the results
 */
final class ImageTranslatorFactory<O> extends BaseImageTranslatorFactory<O> {

    private static final String TRANSFORM = "transform";

    private final Class<O> results;
    private final Function<NetworkInput, Translator<Image, O>> maker;

    ImageTranslatorFactory(Class<O> results, Function<NetworkInput, Translator<Image, O>> maker) {
        this.results = results;
        this.maker = maker;
    }

    <P, Q> Translator<P, Q> newInstance(
            Class<P> input, Class<Q> output, EvaluationTransform transform) {
        return newInstance(input, output, null, Map.of(TRANSFORM, transform));
    }

    @Override
    protected Translator<Image, O> buildBaseTranslator(Model model, Map<String, ?> arguments) {
        return maker.apply(new NetworkInput((EvaluationTransform) arguments.get(TRANSFORM)));
    }

    @Override
    public Class<O> getBaseOutputType() {
        return results;
    }
}
