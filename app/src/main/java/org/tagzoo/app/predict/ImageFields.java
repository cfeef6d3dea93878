package org.tagzoo.app.predict;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.FieldTable;
import org.tagzoo.datasets.image.FileFacts;
import org.tagzoo.datasets.image.ImageException;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.KnownImage;
import org.tagzoo.zoo.network.Input;

/**
 * What a command line says of images besides their files.
 *
 * @param network that is to tag them
 * @param table of what is known of each, if there is one
 * @param ofAll fields of those that have none of their own by these names
 */
public record ImageFields(
        ExportDescription network, Optional<FieldTable> table, Map<String, String> ofAll) {

    /**
     * Reads the options.
     *
     * @param metadata a CSV file; {@code null} for none
     * @param domain of all images; {@code null} if that is not known
     * @throws IllegalArgumentException if the network doesn't take what they say; one line
     * @throws CorpusException if the file is no table with what the network takes; one line
     */
    public static ImageFields of(ExportDescription network, Path metadata, String domain) {
        Map<String, String> ofAll = domain == null ? Map.of() : Map.of(Input.DOMAIN, domain);
        network.side().requireDomain(ofAll);
        Check.that(
                metadata == null || !network.side().fields().isEmpty(),
                "--metadata",
                "left out: this network takes nothing but pixels",
                metadata);
        return new ImageFields(
                network,
                Optional.ofNullable(metadata)
                        .map(f -> FieldTable.read(f, asked(network), network.side().fields())),
                ofAll);
    }

    /** Returns what the network takes that no file says itself, without the domain. */
    private static List<String> asked(ExportDescription network) {
        return network.side().fields().stream()
                .filter(field -> !FileFacts.FIELDS.contains(field) && !field.equals(Input.DOMAIN))
                .toList();
    }

    /** Returns what a user should know who gives no table to a network that takes more. */
    public Optional<String> note() {
        List<String> asked = asked(network);
        return table.isPresent() || asked.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the network takes %s too, which --metadata FILE gives; without it they are missing"
                                .formatted(String.join(", ", asked)));
    }

    /**
     * Returns what the network takes of an image.
     *
     * @throws ImageException if it is no image, or a field is missing or can't be used; one line
     */
    public KnownImage read(String name, byte[] content) throws ImageException {
        Map<String, String> fields = new HashMap<>(ofAll);
        try {
            table.ifPresent(t -> fields.putAll(t.of(name)));
            return network.known(content, fields);
        } catch (CorpusException | IllegalArgumentException e) {
            throw new ImageException(e, "%s", e.getMessage());
        }
    }
}
