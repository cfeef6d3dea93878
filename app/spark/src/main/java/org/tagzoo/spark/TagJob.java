package org.tagzoo.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.export.ExportDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Tags the images of a folder: for {@code spark-submit}. The output is whole where there is a file
 * {@code _SUCCESS}; a job that finds it there leaves it, and one that finds half of it begins anew.
 * A folder with anything else in it is refused.
 */
@Command(
        name = "TagJob",
        mixinStandardHelpOptions = true,
        description = "Tags the images of a folder by an export.")
public final class TagJob implements Callable<Integer> {

    /** What Spark writes into a folder of results, or leaves there when it is killed. */
    private static final Pattern RESULT = Pattern.compile("_.*|part-.*|\\..*\\.crc");

    @Option(
            names = "--images",
            required = true,
            description = "Folder of images, also in HDFS or S3.")
    private String images;

    @Option(
            names = "--export",
            required = true,
            description =
                    "Folder or zip of an export on all machines, or the name of a zip of --files.")
    private String export;

    @Option(names = "--out", required = true, description = "Folder for the results.")
    private String out;

    @Option(
            names = "--format",
            defaultValue = "parquet",
            description = "parquet, or csv as 'tagzoo predict' writes it. Default: parquet.")
    private String format;

    @Option(names = "--embeddings", description = "Writes embeddings too, as Parquet only.")
    private boolean embeds;

    @Option(
            names = "--batch-size",
            defaultValue = "32",
            description = "Images that the network takes at a time. Default: 32.")
    private int batchSize;

    @Option(
            names = "--images-per-file",
            defaultValue = "4096",
            description = "Images of a task, which writes one file. Default: 4096.")
    private int perFile;

    @Option(names = "--overwrite", description = "Makes results anew that are there.")
    private boolean overwrites;

    /** Runs the job and ends the process: 1 if it failed, 2 if the options are wrong. */
    public static void main(String[] args) {
        System.exit(Jobs.run(new TagJob(), args));
    }

    @Override
    public Integer call() throws IOException {
        Check.that(format.matches("parquet|csv"), "--format", "parquet or csv", format);
        Check.that(!embeds || format.equals("parquet"), "--embeddings", "with parquet", format);
        Check.atLeast("--batch-size", batchSize, 1);
        Check.atLeast("--images-per-file", perFile, 1);
        SparkSession spark = SparkSession.builder().appName("tagzoo tags").getOrCreate();
        Path done = new Path(out, "_SUCCESS");
        FileSystem system = done.getFileSystem(spark.sparkContext().hadoopConfiguration());
        if (system.exists(done) && !overwrites) {
            System.out.println(out + " is there already; --overwrite makes it anew");
            return 0;
        }
        requireResults(system, done.getParent());
        List<String> paths = StoredImages.list(images);
        int files = Jobs.parts(paths.size(), perFile);
        Dataset<Row> rows =
                spark.createDataset(
                                JavaSparkContext.fromSparkContext(spark.sparkContext())
                                        .parallelize(paths, files)
                                        .rdd(),
                                Encoders.STRING())
                        .toDF("image");
        TagTransformer tags =
                new TagTransformer()
                        .setExport(export)
                        .setInputCol("image")
                        .setBatchSize(batchSize)
                        .setEmbeddingCol(embeds ? "embedding" : "");
        Dataset<Row> tagged = tags.transform(rows);
        DataFrameWriter<Row> writer =
                (format.equals("csv") ? flat(tagged) : tagged).write().mode(SaveMode.Overwrite);
        if (format.equals("csv")) {
            writer.option("header", true).option("escape", "\"").option("emptyValue", "").csv(out);
        } else {
            writer.parquet(out);
        }
        System.out.printf("%d images in %d files in %s%n", paths.size(), files, out);
        return 0;
    }

    /** Requires that there is nothing in a folder but results, all of which is to be deleted. */
    private static void requireResults(FileSystem system, Path folder) throws IOException {
        if (system.exists(folder)) {
            for (FileStatus file : system.listStatus(folder)) {
                String name = file.getPath().getName();
                Check.that(
                        RESULT.matcher(name).matches(),
                        "--out",
                        "a new folder or one of results, as what is in it is deleted",
                        folder + " with " + name);
            }
        }
    }

    /** Returns a column a label, as in {@code tagzoo predict --csv}, and the error. */
    private Dataset<Row> flat(Dataset<Row> tagged) throws IOException {
        ExportDescription network = ProcessModel.find(export).description();
        List<Column> columns = new ArrayList<>(List.of(col("image")));
        for (int label = 0; label < network.labels().size(); label++) {
            String name = "score:" + network.labels().name(label);
            columns.add(col("scores").getItem(label).as(name));
        }
        columns.add(concat_ws(";", col("tags")).as(network.task().predicted()));
        columns.add(col("error"));
        return tagged.select(columns.toArray(Column[]::new));
    }
}
