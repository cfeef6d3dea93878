package org.tagzoo.zoo.modelzoo;

import ai.djl.repository.MRL;
import ai.djl.repository.Repository;
import ai.djl.repository.zoo.ModelZoo;
import java.util.Set;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsRegistry;

/**
 * The networks for which TagZoo has a card of published weights: an artifact for each, such as
 * {@code resnet50}, and in it an entry for each of its weights, such as {@code resnet50.keras},
 * whose properties are the card's.
 */
public final class TagZooModelZoo extends ModelZoo {

    static final String GROUP = "org.tagzoo";
    static final String ENGINE = "PyTorch";

    /** Makes the zoo of the cards that come with TagZoo. */
    public TagZooModelZoo() {
        WeightsRegistry registry = WeightsRegistry.standard();
        Repository repository = new CardRepository(registry, WeightsCache.standard());
        for (MRL network : repository.getResources()) {
            addModel(new CardModelLoader(network, registry));
        }
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
