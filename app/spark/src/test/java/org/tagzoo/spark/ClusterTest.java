package org.tagzoo.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.Tags;

/** Two executors, processes of their own with the job's jar, of which one is killed. */
class ClusterTest {

    private static final int IMAGES = 24;
    private static final int PARTITIONS = 8;

    @TempDir Path scratch;

    /** Kills an executor once the first task is over, while others run. */
    private static final class Killer extends SparkListener {
        private final AtomicLong killed = new AtomicLong();

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            if (killed.get() == 0) {
                ProcessHandle.current()
                        .descendants()
                        .filter(Killer::isExecutor)
                        .findFirst()
                        .ifPresent(
                                executor -> {
                                    executor.destroyForcibly();
                                    killed.set(executor.pid());
                                });
            }
        }

        private static boolean isExecutor(ProcessHandle process) {
            return process.info()
                    .commandLine()
                    .filter(line -> line.contains("CoarseGrainedExecutorBackend"))
                    .isPresent();
        }
    }

    @Test
    void everyImageIsTaggedOnceThoughAnExecutorDies() throws Exception {
        List<Path> images = TestImages.write(scratch.resolve("images"), IMAGES);
        Path export = Path.of(System.getProperty("fixture"));
        Path out = scratch.resolve("out");
        Killer killer = new Killer();
        SparkSession spark =
                SparkSession.builder()
                        .master("local-cluster[2,1,1024]")
                        .config("spark.ui.enabled", false)
                        // In one loader, as with --jars: a native library belongs to that of its
                        // classes.
                        .config(
                                "spark.executor.extraClassPath",
                                System.getProperty("job.jar")
                                        + ":"
                                        + System.getProperty("natives")
                                        + "/*")
                        .config(
                                "spark.executor.extraJavaOptions",
                                "-Dai.djl.offline=true -XX:TieredStopAtLevel=1")
                        .config("spark.sql.warehouse.dir", scratch.resolve("warehouse").toString())
                        .getOrCreate();
        try {
            spark.sparkContext().addSparkListener(killer);
            List<String> paths = images.stream().map(Path::toString).toList();
            new TagTransformer()
                    .setExport(export.toString())
                    .setInputCol("image")
                    .transform(
                            spark.createDataset(
                                            JavaSparkContext.fromSparkContext(spark.sparkContext())
                                                    .parallelize(paths, PARTITIONS)
                                                    .rdd(),
                                            Encoders.STRING())
                                    .toDF("image"))
                    .write()
                    .parquet(out.toString());
            assertTrue(killer.killed.get() > 0, "no executor was killed");
            assertTrue(Files.exists(out.resolve("_SUCCESS")));
            List<Row> rows = spark.read().parquet(out.toString()).orderBy("image").collectAsList();
            assertEquals(paths, rows.stream().map(row -> row.<String>getAs("image")).toList());
            requireScores(export, images, rows);
        } finally {
            spark.stop();
        }
    }

    private static void requireScores(Path export, List<Path> images, List<Row> rows)
            throws Exception {
        try (ZooModel<Path, Tags> model =
                        Export.open(export).criteria(Path.class, Tags.class).loadModel();
                Predictor<Path, Tags> predictor = model.newPredictor()) {
            List<String> labels = Export.open(export).description().labels().names();
            for (int i = 0; i < rows.size(); i++) {
                Tags expected = predictor.predict(images.get(i));
                List<Float> scores = rows.get(i).getList(rows.get(i).fieldIndex("scores"));
                for (int label = 0; label < labels.size(); label++) {
                    assertEquals(
                            expected.get(labels.get(label)).orElseThrow().score(),
                            scores.get(label),
                            1e-5);
                }
            }
        }
    }
}
