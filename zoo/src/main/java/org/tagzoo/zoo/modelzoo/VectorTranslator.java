package org.tagzoo.zoo.modelzoo;

import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDList;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import org.tagzoo.zoo.image.NetworkInput;

/** Images to embeddings, or to the logits of a new head. Safe for several predictors at once. */
record VectorTranslator(NetworkInput input) implements Translator<Image, float[]> {

    @Override
    public NDList processInput(TranslatorContext ctx, Image image) {
        return input.of(image, ctx.getNDManager());
    }

    @Override
    public float[] processOutput(TranslatorContext ctx, NDList list) {
        return list.singletonOrThrow().toFloatArray();
    }
}
