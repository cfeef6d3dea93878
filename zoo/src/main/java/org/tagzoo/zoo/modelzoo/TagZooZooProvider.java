package org.tagzoo.zoo.modelzoo;

import ai.djl.repository.zoo.ModelZoo;
import ai.djl.repository.zoo.ZooProvider;

/** Makes DJL find the {@link TagZooModelZoo}; named in {@code META-INF/services}. */
public final class TagZooZooProvider implements ZooProvider {

    @Override
    public ModelZoo getModelZoo() {
        return new TagZooModelZoo();
    }
}
