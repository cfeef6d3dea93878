package org.tagzoo.zoo.modelzoo;

import ai.djl.repository.MRL;
import ai.djl.repository.Repository;
import ai.djl.repository.zoo.ModelLoader;
import ai.djl.repository.zoo.ModelZoo;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsRegistry;

/**
 * TagZoo's networks: an artifact for each, such as {@code resnet50}, and in it an entry for each of
 * its published weights, such as {@code resnet50.keras}, whose properties are the card's. A network
 * without entries, such as {@code cnn}, begins with random values.
 */
public final class TagZooModelZoo extends ModelZoo {

    static final String GROUP = "org.tagzoo";
    static final String ENGINE = "PyTorch";

    /** Makes the zoo of the cards that come with TagZoo, which are read when one is asked for. */
    public TagZooModelZoo() {}

    /** DJL makes every zoo when a program loads any model, and asks few of them for anything. */
    private static final class Cards {

        private static final Map<String, ModelLoader> LOADERS = loaders();

        private static Map<String, ModelLoader> loaders() {
            WeightsRegistry registry = WeightsRegistry.standard();
            Repository repository = new CardRepository(registry, WeightsCache.standard());
            Map<String, ModelLoader> loaders = new LinkedHashMap<>();
            for (MRL network : repository.getResources()) {
                loaders.put(network.getArtifactId(), new CardModelLoader(network, registry));
            }
            return Collections.unmodifiableMap(loaders);
        }
    }

    @Override
    public Collection<ModelLoader> getModelLoaders() {
        return Cards.LOADERS.values();
    }

    @Override
    public ModelLoader getModelLoader(String name) {
        return Cards.LOADERS.get(name);
    }

    @Override
    public String getGroupId() {
        return GROUP;
    }

    @Override
    public Set<String> getSupportedEngines() {
        return Set.of(ENGINE);
    }
}
