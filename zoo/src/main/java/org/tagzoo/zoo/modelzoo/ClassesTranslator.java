package org.tagzoo.zoo.modelzoo;

import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDList;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.util.ArrayList;
import java.util.List;
import org.tagzoo.zoo.network.ImageNetClasses;
import org.tagzoo.zoo.image.NetworkInput;

/**
 * Images to the probabilities of ImageNet's classes, the softmax of the logits. Safe for several
 * predictors at once.
 *
 * @param topK how many classes the results show
 */
record ClassesTranslator(NetworkInput input, int topK)
        implements Translator<Image, Classifications> {

    @Override
    public NDList processInput(TranslatorContext ctx, Image image) {
        return input.of(image, ctx.getNDManager());
    }

    @Override
    public Classifications processOutput(TranslatorContext ctx, NDList list) {
        float[] logits = list.singletonOrThrow().toFloatArray();
        Classifications classes = new Classifications(ImageNetClasses.names(), softmax(logits));
        classes.setTopK(topK);
        return classes;
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
}
