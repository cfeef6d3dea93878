package org.tagzoo.app.network;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsCard;

/**
 * The pretrained weights that a network began with.
 *
 * @param name the card's, such as {@code resnet50.keras}; the file's own if it was a person's
 * @param file its name in the cache, without a folder
 * @param given where a person's own file lay, as it was given; {@code null} if it is the cache's
 * @param sha256 of the file, 64 hexadecimal digits
 * @param origin where the weights were published; {@code null} for a person's own file
 * @param licence as SPDX writes it; {@code null} for a person's own file
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PretrainedWeights(
        String name, String file, String given, String sha256, String origin, String licence) {

    /** Becomes a path below the cache. */
    private static final Pattern FILE_NAME = Pattern.compile("(?!\\.)[^/\\\\:\\p{Cntrl}]{1,255}");

    public PretrainedWeights {
        Check.that(name != null, "name", "a text", "missing");
        Check.that(
                file != null && FILE_NAME.matcher(file).matches(),
                "file",
                "a name without a folder",
                file);
        Check.that(Sha256.isOne(sha256), "sha256", "64 hexadecimal digits", sha256);
        if (given != null) {
            Objects.requireNonNull(Path.of(given), "a path, or an exception");
        }
    }

    /** Returns what is known of weights that a row was trained from. */
    public static PretrainedWeights of(ResolvedWeights weights) {
        String file = weights.file().toAbsolutePath().getFileName().toString();
        // Weights of a person's own are named after their file, and no card is named like a file.
        boolean isOwn = weights.name().equals(file);
        WeightsCard card = weights.card();
        return new PretrainedWeights(
                weights.name(),
                file,
                isOwn ? weights.file().toString() : null,
                weights.sha256(),
                isOwn ? null : card.origin().described(),
                isOwn ? null : card.licence());
    }

    /** Returns the same without the place where a person's own file lay, for others to read. */
    PretrainedWeights withoutPlace() {
        return new PretrainedWeights(name, file, null, sha256, origin, licence);
    }

    /**
     * Looks for the file, which is known by its hash; nothing is fetched.
     *
     * @param chosen a file that a person names now; then it is looked for nowhere else
     * @param cache where fetched weights are kept
     * @throws IOException if it is not there; says where it was looked for, and how to get it
     */
    Path find(Optional<Path> chosen, WeightsCache cache) throws IOException {
        Path place =
                chosen.orElseGet(
                        () ->
                                given != null
                                        ? Path.of(given)
                                        : cache.folder().resolve("weights").resolve(file));
        boolean isThere = Files.isRegularFile(place);
        if (isThere && Sha256.of(place).equals(sha256)) {
            return place;
        }
        throw new IOException(
                "The weights %s (%s, SHA-256 %s) that the network began with are not here: %s %s. %s, or name the file with --weights"
                        .formatted(
                                name,
                                file,
                                sha256,
                                place,
                                isThere ? "is another file" : "is not there",
                                given != null
                                        ? "Put the file back"
                                        : "'tagzoo models fetch %s' brings them".formatted(name)));
    }
}
