package org.tagzoo.zoo.modelzoo;

import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import java.nio.file.Path;

/**
 * What a program that imports nothing but DJL asks for.
 *
 * @param cache where the weights of {@link FormulaCache} are
 */
record Resnet18Criteria(Path cache) {

    <O> Criteria.Builder<Image, O> images(Class<O> results) {
        return Criteria.builder()
                .setTypes(Image.class, results)
                .optGroupId("org.tagzoo")
                .optArtifactId("resnet18")
                .optFilter("tag", "tv1")
                .optArgument("cache", cache);
    }

    Criteria.Builder<NDList, NDList> pixels() {
        return Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optGroupId("org.tagzoo")
                .optArtifactId("resnet18")
                .optFilter("weights", "resnet18.tv1")
                .optArgument("cache", cache.toString());
    }
}
