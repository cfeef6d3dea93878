package org.tagzoo.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.file.CacheLock;
import org.tagzoo.zoo.finetune.PretrainedEmbeddings;
import org.tagzoo.zoo.torchscript.EngineThreads;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Embeds the images of a folder into TagZoo's cache: for {@code spark-submit}. Rows are kept by the
 * content of images, so that {@code tagzoo compare} with that cache takes them for any corpus that
 * has these images, whatever its labels. What a task's file has is not computed again.
 */
@Command(
        name = "EmbedJob",
        mixinStandardHelpOptions = true,
        description = "Embeds the images of a folder into TagZoo's cache.")
public final class EmbedJob implements Callable<Integer> {

    @Option(
            names = "--images",
            required = true,
            description = "Folder of images, also in HDFS or S3.")
    private String images;

    @Option(
            names = "--cache",
            required = true,
            description = "TagZoo's cache, a folder that all machines see at the same place.")
    private String cache;

    @Option(names = "--model", required = true, description = "Network, or card of weights.")
    private String model;

    @Option(
            names = "--image-size",
            defaultValue = "",
            description = "As in the recipe. Default: that of the weights.")
    private String imageSize;

    @Option(
            names = "--resize",
            defaultValue = "",
            description = "As in the recipe. Default: as the weights ask for.")
    private String resize;

    @Option(
            names = "--decoding",
            defaultValue = "whole",
            description = "As in the recipe. Default: whole.")
    private String decoding;

    @Option(
            names = "--precision",
            defaultValue = "float32",
            description = "float32 or bfloat16, as of the comparison. Default: float32.")
    private String precision;

    @Option(
            names = "--threads",
            defaultValue = "0",
            description =
                    "Threads of the engine, as on the machine that compares: sums are cut into as many parts. Default: as many as the driver's.")
    private int threads;

    @Option(
            names = "--images-per-file",
            defaultValue = "1024",
            description = "Images of a task, whose pixels it holds. Default: 1024.")
    private int perFile;

    /** Runs the job and ends the process: 1 if it failed, 2 if the options are wrong. */
    public static void main(String[] args) {
        System.exit(Jobs.run(new EmbedJob(), args));
    }

    @Override
    public Integer call() throws IOException {
        Check.atLeast("--threads", threads, 0);
        Check.atLeast("--images-per-file", perFile, 1);
        EmbedSettings asked =
                new EmbedSettings(
                        cache, model, "", imageSize, resize, decoding, precision, threads);
        PretrainedEmbeddings embeddings = asked.embeddings();
        EmbedSettings settings = asked.of(embeddings.weights().sha256(), EngineThreads.count());
        SparkSession spark = SparkSession.builder().appName("tagzoo embeddings").getOrCreate();
        List<EmbedSlice> slices = slices(StoredImages.list(images));
        Path folder = Path.of(cache).toAbsolutePath().resolve("embeddings");
        Files.createDirectories(folder);
        List<EmbedSlice.Result> results = new ArrayList<>();
        String place = folder.toString();
        // A comparison that wants the same waits until they are all there.
        CacheLock.hold(
                folder.resolve(embeddings.name() + ".lock"),
                () -> System.out.println("Waiting for another that computes the same"),
                () ->
                        results.addAll(
                                JavaSparkContext.fromSparkContext(spark.sparkContext())
                                        .parallelize(slices, slices.size())
                                        .map(slice -> slice.embed(settings, Path.of(place)))
                                        .collect()));
        results.stream().flatMap(result -> result.broken().stream()).forEach(System.out::println);
        System.out.printf(
                "%d images have embeddings in %s, %d computed now; %d can't be read%n",
                results.stream().mapToInt(EmbedSlice.Result::images).sum(),
                folder,
                results.stream().mapToInt(EmbedSlice.Result::computed).sum(),
                results.stream().mapToInt(result -> result.broken().size()).sum());
        return 0;
    }

    private List<EmbedSlice> slices(List<String> paths) {
        List<EmbedSlice> slices = new ArrayList<>();
        for (int from = 0; from < paths.size(); from += perFile) {
            int end = Math.min(paths.size(), from + perFile);
            slices.add(new EmbedSlice(slices.size(), List.copyOf(paths.subList(from, end))));
        }
        return slices;
    }
}
