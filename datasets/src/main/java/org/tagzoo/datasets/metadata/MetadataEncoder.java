package org.tagzoo.datasets.metadata;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;

/**
 * Makes numbers of what is known of an image besides its pixels; {@link MetadataFit} finds one from
 * training images.
 *
 * @param columns what it takes, in order, each once; 1 to 1,000
 * @param refusesMissing whether an image must have all fields; else a missing one is filled, as
 *     {@link MetadataColumn} says
 */
public record MetadataEncoder(List<MetadataColumn> columns, boolean refusesMissing) {

    /** The most columns. */
    public static final int MOST = 1000;

    public MetadataEncoder {
        columns = List.copyOf(columns);
        Check.within("number of columns of metadata", columns.size(), 1, MOST);
        List<String> names = columns.stream().map(MetadataColumn::name).toList();
        Check.that(
                names.stream().distinct().count() == names.size(),
                "columns of metadata",
                "each once",
                names);
    }

    /** Returns how many numbers it makes of an image. */
    public int width() {
        return columns.stream().mapToInt(MetadataColumn::width).sum();
    }

    /** Returns the fields that it reads. */
    public List<String> fields() {
        return columns.stream().map(MetadataColumn::name).toList();
    }

    /**
     * Returns an image's numbers.
     *
     * @param fields by name; a blank one is missing, others than {@link #fields} are passed over
     * @throws IllegalArgumentException if a field is missing that must be there, or is no number
     *     where one is needed; one line
     */
    public float[] encode(Map<String, String> fields) {
        float[] numbers = new float[width()];
        int at = 0;
        for (MetadataColumn column : columns) {
            String text = text(fields, column.name());
            Check.that(
                    text != null || !refusesMissing,
                    column.name(),
                    "given for each image (metadata: missing: refuse)",
                    "missing");
            column.encode(text, numbers, at);
            at += column.width();
        }
        return numbers;
    }

    /** Returns the same in double. */
    public double[] numbers(Map<String, String> fields) {
        float[] encoded = encode(fields);
        return IntStream.range(0, encoded.length).mapToDouble(i -> encoded[i]).toArray();
    }

    /** Returns a field, stripped; {@code null} where it is missing or blank. */
    static String text(Map<String, String> fields, String name) {
        String text = fields.get(name);
        return text == null || text.isBlank() ? null : text.strip();
    }
}
