package org.tagzoo.spark;

import static scala.jdk.javaapi.CollectionConverters.asScala;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tagzoo.datasets.file.IoReason;
import org.tagzoo.zoo.export.KnownImage;
import org.tagzoo.zoo.export.Tag;
import org.tagzoo.zoo.export.Tags;

/**
 * Tags the rows of a partition, some at a time, in their order. A row whose image can't be decoded
 * gets the reason and no scores.
 *
 * @param export see {@link ProcessModel#find}
 * @param column of images, their files' bytes or their paths
 * @param batchSize rows at a time, at least 1
 * @param embeds whether rows get embeddings too
 */
record TagPartition(String export, String column, int batchSize, boolean embeds)
        implements MapPartitionsFunction<Row, Row>, Serializable {

    @Override
    public Iterator<Row> call(Iterator<Row> rows) throws IOException {
        ProcessModel model = ProcessModel.of(export);
        return new Iterator<>() {
            private Iterator<Row> made = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                return made.hasNext() || rows.hasNext();
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                if (!made.hasNext()) {
                    List<Row> batch = new ArrayList<>();
                    while (batch.size() < batchSize && rows.hasNext()) {
                        batch.add(rows.next());
                    }
                    made = tagged(model, batch).iterator();
                }
                return made.next();
            }
        };
    }

    private List<Row> tagged(ProcessModel model, List<Row> batch) {
        List<KnownImage> seen = new ArrayList<>();
        String[] errors = new String[batch.size()];
        for (int i = 0; i < errors.length; i++) {
            try {
                seen.add(known(model, batch.get(i)));
            } catch (IOException | RuntimeException e) {
                // One image of a million, however strange, must not end the work on the others.
                errors[i] = reason(e);
            }
        }
        Iterator<Tags> tags = Collections.emptyIterator();
        Iterator<float[]> embeddings = Collections.emptyIterator();
        if (!seen.isEmpty()) {
            tags = model.tag(seen).iterator();
            embeddings = embeds ? embeddings(model, seen) : embeddings;
        }
        List<Row> made = new ArrayList<>();
        for (int i = 0; i < errors.length; i++) {
            List<Object> values = new ArrayList<>(cells(batch.get(i)));
            if (errors[i] == null) {
                Tags of = tags.next();
                values.add(asScala(scores(model, of)));
                values.add(asScala(of.predicted().stream().map(Tag::label).toList()));
            } else {
                values.addAll(Arrays.asList(null, null));
            }
            if (embeds) {
                values.add(errors[i] == null ? asScala(boxed(embeddings.next())) : null);
            }
            values.add(errors[i]);
            made.add(RowFactory.create(values.toArray()));
        }
        return made;
    }

    private static Iterator<float[]> embeddings(ProcessModel model, List<KnownImage> seen) {
        try {
            return model.embed(seen).iterator();
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** What the network takes of an image besides pixels is looked for in columns of its name. */
    private KnownImage known(ProcessModel model, Row row) throws IOException {
        Object image = row.getAs(column);
        if (image == null) {
            throw new IOException("there is nothing in the column '" + column + "'");
        }
        byte[] content =
                image instanceof byte[] bytes ? bytes : StoredImages.read(image.toString());
        Map<String, String> fields = new HashMap<>();
        List<String> columns = Arrays.asList(row.schema().fieldNames());
        for (String field : model.description().side().fields()) {
            Object value = columns.contains(field) ? row.getAs(field) : null;
            if (value != null) {
                fields.put(field, value.toString());
            }
        }
        return model.description().known(content, fields);
    }

    private static List<Object> cells(Row row) {
        List<Object> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            cells.add(row.get(i));
        }
        return cells;
    }

    /** Returns the scores in the order of the export's labels. */
    private static List<Float> scores(ProcessModel model, Tags tags) {
        Map<String, Float> byLabel = new HashMap<>();
        tags.all().forEach(tag -> byLabel.put(tag.label(), (float) tag.score()));
        return model.description().labels().names().stream().map(byLabel::get).toList();
    }

    private static List<Float> boxed(float[] values) {
        List<Float> all = new ArrayList<>(values.length);
        for (float value : values) {
            all.add(value);
        }
        return all;
    }

    /** Says in one line why an image could not be read. */
    static String reason(Exception error) {
        String words =
                error instanceof IOException e
                        ? IoReason.of(e)
                        : error.getClass().getSimpleName() + ": " + error.getMessage();
        return words.replaceAll("\\s+", " ").strip();
    }
}
