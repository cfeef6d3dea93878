package org.tagzoo.app.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.zoo.registry.WeightsCache;

/**
 * Where the file of first weights is looked for. It is known by its hash; nothing is fetched.
 *
 * @param chosen a file that a person names now; then it is looked for nowhere else
 * @param cache where fetched weights are kept
 */
public record WeightsPlaces(Optional<Path> chosen, WeightsCache cache) {

    /**
     * Returns the file.
     *
     * @throws IOException if it is in none of the places; says where it was looked for, and how to
     *     get it
     */
    Path find(FirstWeights weights) throws IOException {
        List<String> tried = new ArrayList<>();
        for (Path place : places(weights)) {
            if (!Files.isRegularFile(place)) {
                tried.add(place + " is not there");
            } else if (Sha256.of(place).equals(weights.sha256())) {
                return place;
            } else {
                tried.add(place + " is another file");
            }
        }
        throw new IOException(
                "The weights %s (%s, SHA-256 %s) that the network began with are not here: %s. %s, or name the file with --weights"
                        .formatted(
                                weights.name(),
                                weights.file(),
                                weights.sha256(),
                                String.join("; ", tried),
                                weights.given().isPresent()
                                        ? "Put the file back"
                                        : "'tagzoo models fetch %s' brings them"
                                                .formatted(weights.name())));
    }

    private List<Path> places(FirstWeights weights) {
        if (chosen.isPresent()) {
            return List.of(chosen.get());
        }
        return weights.given().isPresent()
                ? List.of(weights.given().get())
                : List.of(cache.folder().resolve("weights").resolve(weights.file()));
    }
}
