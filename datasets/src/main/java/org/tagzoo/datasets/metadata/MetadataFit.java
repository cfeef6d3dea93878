package org.tagzoo.datasets.metadata;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.StatUtils;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.FileFacts;
import org.tagzoo.datasets.text.NearNames;

/**
 * Finds a {@link MetadataEncoder} from training images alone. A column of numbers is standardised,
 * with the mean and the standard deviation (divided by N, as scikit-learn's {@code StandardScaler})
 * of those that are there. Any other is one of categories. A number of its own has each category,
 * have the other categories together, and has a missing field, if at least 1 in 100 training images
 * is so, 2 at least, and as many are not: what training saw less of, batch norm would blow up.
 *
 * @param columns names of fields, or of some at once: those of {@link #GROUPS}
 * @param categories those of them that are categories even if all are numbers
 * @param refusesMissing whether an image must have all fields
 */
public record MetadataFit(List<String> columns, Set<String> categories, boolean refusesMissing) {

    /** What is known of files, by what several are called together. */
    public static final Map<String, List<String>> GROUPS =
            Map.of(
                    "image-size",
                    List.of("width", "height", "aspect", "bytes"),
                    "exif",
                    List.of("camera", "hour"),
                    "colour",
                    List.of("red", "green", "blue"));

    /** One in so many training images must have what gets a number of its own. */
    private static final int RARE = 100;

    /**
     * Fits the encoder.
     *
     * @param training fields of each training image; at least one
     * @param log told of columns that are left out, as nearly all images have the same there
     * @throws IllegalArgumentException if no training image has a column, or none tells anything;
     *     one line
     */
    public MetadataEncoder to(List<Map<String, String>> training, Consumer<String> log) {
        List<MetadataColumn> fitted = new ArrayList<>();
        Set<String> known = new HashSet<>();
        training.forEach(fields -> known.addAll(fields.keySet()));
        for (String name : expanded()) {
            Check.that(
                    known.contains(name) || FileFacts.FIELDS.contains(name),
                    "metadata",
                    "columns that the images have: "
                            + String.join(", ", known.stream().sorted().toList()),
                    name + NearNames.question(name, known, ""));
            MetadataColumn column = column(name, training);
            if (column == null) {
                log.accept(
                        "metadata: '%s' is left out: it tells nothing of 99 in 100 training images or more"
                                .formatted(name));
            } else {
                fitted.add(column);
            }
        }
        Check.that(
                !fitted.isEmpty(),
                "metadata",
                "a column of numbers that differ, or of values that 1 in 100 training images have",
                columns);
        return new MetadataEncoder(fitted, refusesMissing);
    }

    private List<String> expanded() {
        return columns.stream()
                .flatMap(name -> GROUPS.getOrDefault(name, List.of(name)).stream())
                .distinct()
                .toList();
    }

    /** Returns a column; {@code null} if it tells nothing. */
    private MetadataColumn column(String name, List<Map<String, String>> training) {
        List<String> texts =
                training.stream()
                        .map(fields -> MetadataEncoder.text(fields, name))
                        .filter(Objects::nonNull)
                        .toList();
        int images = training.size();
        boolean marksMissing = counts(images - texts.size(), images);
        if (!categories.contains(name)
                && texts.stream().allMatch(MetadataColumn.Numeric::isNumber)) {
            double[] numbers = texts.stream().mapToDouble(Double::parseDouble).toArray();
            double mean = StatUtils.mean(numbers);
            double std = Math.sqrt(StatUtils.populationVariance(numbers, mean));
            if (StatUtils.max(numbers) > StatUtils.min(numbers)) {
                return new MetadataColumn.Numeric(name, mean, std, marksMissing);
            }
        }
        Map<String, Long> counts =
                texts.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Function.identity(), TreeMap::new, Collectors.counting()));
        List<String> common =
                counts.entrySet().stream()
                        .filter(each -> counts(each.getValue(), images))
                        .map(Map.Entry::getKey)
                        .toList();
        long others =
                counts.entrySet().stream()
                        .filter(each -> !common.contains(each.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        MetadataColumn.Category column =
                new MetadataColumn.Category(name, common, counts(others, images), marksMissing);
        return column.width() == 0 ? null : column;
    }

    /** Returns whether neither so many images nor all others are rare. */
    private static boolean counts(long some, int images) {
        long least = Math.max(2, (images + RARE - 1) / RARE);
        return some >= least && images - some >= least;
    }
}
