package org.tagzoo.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.tagzoo.datasets.check.Check;

/**
 * Tags the images of a table by an export, and keeps its rows, their order and their partitions.
 *
 * <pre>{@code
 * Dataset<Row> images = spark.read().format("binaryFile").load("hdfs:///photos");
 * new TagTransformer().setExport("/shared/export").transform(images).select("path", "tags").show();
 * }</pre>
 *
 * <p>Added are the columns {@code scores}, an array of floats in the order of the export's labels,
 * which are in the column's metadata as {@code labels}; {@code tags}, an array of the labels that
 * are predicted, by falling score; {@code embedding}, an array of floats, if {@code embeddingCol}
 * names it; and {@code error}, one line. Of an image that can't be read or decoded there is the
 * error and nothing else, of others no error. What the network takes of an image besides pixels is
 * read from columns of its name.
 *
 * <p>Paths are opened with the rights of the job, in any file system that Hadoop knows: they must
 * not come from strangers. Bytes may.
 *
 * <p>A process loads the network once, and its tasks share it. Scores are those of one machine but
 * for rounding.
 */
public final class TagTransformer extends Transformer implements DefaultParamsWritable {

    private static final long serialVersionUID = 1L;
    private static final DataType FLOATS = DataTypes.createArrayType(DataTypes.FloatType, false);
    private static final DataType TEXTS = DataTypes.createArrayType(DataTypes.StringType, false);

    private final String uid;
    private final Param<String> export;
    private final Param<String> inputCol;
    private final Param<String> scoresCol;
    private final Param<String> tagsCol;
    private final Param<String> embeddingCol;
    private final Param<String> errorCol;
    private final IntParam batchSize;

    public TagTransformer() {
        this(Identifiable$.MODULE$.randomUID("tags"));
    }

    /** One of a name; what loads it calls this. */
    public TagTransformer(String uid) {
        this.uid = uid;
        export = text("export", "folder or zip of an export, or the name of a zip in --files");
        inputCol = text("inputCol", "column of images: bytes of their files, or paths");
        scoresCol = text("scoresCol", "column for scores");
        tagsCol = text("tagsCol", "column for predicted tags");
        embeddingCol = text("embeddingCol", "column for embeddings; empty for none");
        errorCol = text("errorCol", "column for what is wrong with an image");
        batchSize =
                new IntParam(
                        this, "batchSize", "images at a time, from 1", ParamValidators.gtEq(1));
        setDefault(inputCol, "content");
        setDefault(scoresCol, "scores");
        setDefault(tagsCol, "tags");
        setDefault(embeddingCol, "");
        setDefault(errorCol, "error");
        setDefault(batchSize, 32);
    }

    private Param<String> text(String name, String doc) {
        return new Param<>(this, name, doc);
    }

    /** Returns what reads one that was saved. */
    public static MLReader<TagTransformer> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads one that was saved, its settings and no network. */
    public static TagTransformer load(String path) {
        return read().load(path);
    }

    @Override
    public String uid() {
        return uid;
    }

    public Param<String> export() {
        return export;
    }

    public Param<String> inputCol() {
        return inputCol;
    }

    public Param<String> scoresCol() {
        return scoresCol;
    }

    public Param<String> tagsCol() {
        return tagsCol;
    }

    public Param<String> embeddingCol() {
        return embeddingCol;
    }

    public Param<String> errorCol() {
        return errorCol;
    }

    public IntParam batchSize() {
        return batchSize;
    }

    /** Sets the export: a folder or a zip that each machine sees, or the name of one of --files. */
    public TagTransformer setExport(String value) {
        set(export, value);
        return this;
    }

    /** Sets the column of images, binary or string; {@code content} by default. */
    public TagTransformer setInputCol(String value) {
        set(inputCol, value);
        return this;
    }

    /** Sets the column for scores. */
    public TagTransformer setScoresCol(String value) {
        set(scoresCol, value);
        return this;
    }

    /** Sets the column for predicted tags. */
    public TagTransformer setTagsCol(String value) {
        set(tagsCol, value);
        return this;
    }

    /** Asks for embeddings, in a column of this name, of an export in float32. */
    public TagTransformer setEmbeddingCol(String value) {
        set(embeddingCol, value);
        return this;
    }

    /** Sets the column for what is wrong with an image. */
    public TagTransformer setErrorCol(String value) {
        set(errorCol, value);
        return this;
    }

    /** Sets how many images go through the network at a time; 32 by default. */
    public TagTransformer setBatchSize(int value) {
        set(batchSize, value);
        return this;
    }

    private String value(Param<String> param) {
        return $(param);
    }

    private boolean embeds() {
        return !value(embeddingCol).isEmpty();
    }

    @Override
    public StructType transformSchema(StructType schema) {
        String images = value(inputCol);
        Check.that(
                Arrays.asList(schema.fieldNames()).contains(images),
                "inputCol",
                "one of " + String.join(", ", schema.fieldNames()),
                images);
        DataType type = schema.apply(images).dataType();
        Check.that(
                type.equals(DataTypes.BinaryType) || type.equals(DataTypes.StringType),
                "column '" + images + "'",
                "binary, an image's file, or string, its path",
                type.simpleString());
        StructType made = added(added(schema, scoresCol, FLOATS), tagsCol, TEXTS);
        made = embeds() ? added(made, embeddingCol, FLOATS) : made;
        return added(made, errorCol, DataTypes.StringType);
    }

    private StructType added(StructType schema, Param<String> column, DataType type) {
        String name = value(column);
        Check.that(
                !Arrays.asList(schema.fieldNames()).contains(name),
                column.name(),
                "a column that is not there yet",
                name);
        return schema.add(name, type, true);
    }

    /**
     * Adds the columns, once the rows are asked for.
     *
     * @throws UncheckedIOException if the driver can't open the export
     */
    @Override
    public Dataset<Row> transform(Dataset<?> images) {
        StructType schema = transformSchema(images.schema());
        Dataset<Row> made =
                images.toDF()
                        .mapPartitions(
                                new TagPartition(
                                        value(export),
                                        value(inputCol),
                                        (Integer) $(batchSize),
                                        embeds()),
                                Encoders.row(schema));
        return made.withMetadata(value(scoresCol), labels());
    }

    private Metadata labels() {
        try {
            String[] names =
                    ProcessModel.find(value(export)).description().labels().names().stream()
                            .toArray(String[]::new);
            return new MetadataBuilder().putStringArray("labels", names).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TagTransformer copy(ParamMap extra) {
        return defaultCopy(extra);
    }
}
