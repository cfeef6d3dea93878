package org.tagzoo.zoo.modelzoo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tagzoo.zoo.network.FormulaWeights;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsRegistry;

/** A cache of weights that are filled by a formula. */
public final class FormulaCache {

    private FormulaCache() {}

    /** Puts a card's whole network into a cache. */
    public static void put(Path folder, String cardName) throws IOException {
        WeightsCard card = WeightsRegistry.standard().card(cardName).orElseThrow();
        Path file = new WeightsCache(folder).weightsFile(card);
        Files.createDirectories(file.getParent());
        FormulaWeights.write(file, LoadedNetwork.of(card).graph());
    }
}
