package org.tagzoo.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.tagzoo.datasets.text.NearNames;

/** The labels that a user names with {@code --labels}. */
final class LabelNames {

    private LabelNames() {}

    /**
     * Finds labels.
     *
     * @param texts each the name of a label, or several in the form of a line of CSV, with or
     *     without spaces around the commas
     * @param known the labels that there are
     * @return at least one, each once, in the order in which they are named first
     * @throws UsageException if one is not known
     */
    static List<String> known(List<String> texts, List<String> known) {
        Set<String> found = new LinkedHashSet<>();
        for (String text : texts) {
            for (String name : known.contains(text) ? List.of(text) : split(text)) {
                requireKnown(name, known);
                found.add(name);
            }
        }
        return List.copyOf(found);
    }

    private static List<String> split(String text) {
        CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreSurroundingSpaces(true).get();
        List<String> names = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            for (CSVRecord line : parser) {
                line.forEach(names::add);
            }
        } catch (IOException | IllegalStateException | java.io.UncheckedIOException e) {
            throw new UsageException(
                    "--labels: the double quotes in '%s' don't end before a comma or the end"
                            .formatted(text));
        }
        return names.isEmpty() ? List.of(text) : names;
    }

    private static void requireKnown(String name, List<String> known) {
        if (known.contains(name)) {
            return;
        }
        List<String> near = NearNames.of(name, known);
        throw new UsageException(
                "--labels: the export has no label '%s'%s"
                        .formatted(
                                name,
                                near.isEmpty()
                                        ? "; its synset.txt lists them"
                                        : ". Did you mean " + String.join(" or ", near) + "?"));
    }
}
