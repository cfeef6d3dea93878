package org.tagzoo.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.finetune.PretrainedEmbeddings;
import org.tagzoo.zoo.network.Parameter;

class TagTransformerTest {

    private static final int IMAGES = 7;

    @TempDir static Path scratch;
    private static SparkSession spark;
    private static List<Path> images;
    private static Path export;

    @BeforeAll
    static void start() throws Exception {
        spark =
                SparkSession.builder()
                        .master("local[2]")
                        .config("spark.ui.enabled", false)
                        .config("spark.sql.warehouse.dir", scratch.resolve("warehouse").toString())
                        .getOrCreate();
        images = TestImages.write(scratch.resolve("images"), IMAGES);
        Files.writeString(scratch.resolve("images/broken.png"), "no image");
        export = SmallExport.write(scratch.resolve("export"));
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private static Dataset<Row> files() {
        return spark.read()
                .format("binaryFile")
                .load(scratch.resolve("images").toString())
                .repartition(3);
    }

    private static TagTransformer transformer() {
        return new TagTransformer().setExport(export.toString()).setBatchSize(2);
    }

    @Test
    void scoresAreThoseOfAProgramWithoutSpark() throws Exception {
        List<Row> rows = transformer().transform(files()).orderBy("path").collectAsList();
        assertEquals(IMAGES + 1, rows.size());
        try (ZooModel<Path, Tags> model =
                        Export.open(export).criteria(Path.class, Tags.class).loadModel();
                Predictor<Path, Tags> predictor = model.newPredictor()) {
            for (int i = 0; i < IMAGES; i++) {
                Row row = rows.get(i);
                assertTrue(row.<String>getAs("path").endsWith(images.get(i).toString()));
                Tags expected = predictor.predict(images.get(i));
                List<Float> scores = row.getList(row.fieldIndex("scores"));
                for (int label = 0; label < SmallExport.LABELS.size(); label++) {
                    assertEquals(
                            expected.get(SmallExport.LABELS.get(label)).orElseThrow().score(),
                            scores.get(label),
                            1e-5);
                }
                assertEquals(List.of("sky"), row.getList(row.fieldIndex("tags")));
                assertNull(row.getAs("error"));
            }
        }
        Row broken = rows.get(IMAGES);
        assertNull(broken.getAs("scores"));
        assertNull(broken.getAs("tags"));
        assertTrue(broken.<String>getAs("error").contains("image"), broken.toString());
    }

    @Test
    void aProcessLoadsAnExportOnceUntilAnotherIsInItsPlace() throws Exception {
        Path place = SmallExport.write(scratch.resolve("replaced"));
        ProcessModel first = ProcessModel.of(place.toString());
        assertSame(first, ProcessModel.of(place.toString()));
        Files.setLastModifiedTime(place, FileTime.fromMillis(0));
        assertNotSame(first, ProcessModel.of(place.toString()));
    }

    /** Logits by hand: the head's weights times the embedding. */
    @Test
    void embeddingsAreWhatTheHeadTakes() throws Exception {
        List<String> paths = images.stream().map(Path::toString).toList();
        Dataset<Row> table = spark.createDataset(paths, Encoders.STRING()).toDF("place");
        List<Row> rows =
                transformer()
                        .setInputCol("place")
                        .setEmbeddingCol("features")
                        .transform(table)
                        .collectAsList();
        assertEquals(IMAGES, rows.size());
        for (Row row : rows) {
            List<Float> embedding = row.getList(row.fieldIndex("features"));
            Parameter weight = SmallExport.headParameter("weight");
            Parameter bias = SmallExport.headParameter("bias");
            assertEquals(weight.shape().get(1), embedding.size());
            double logit = SmallExport.values(bias)[0];
            for (int i = 0; i < embedding.size(); i++) {
                logit += SmallExport.values(weight)[i] * embedding.get(i);
            }
            double score = 1 / (1 + Math.exp(-logit));
            List<Float> scores = row.getList(row.fieldIndex("scores"));
            assertEquals(score, scores.get(0), 1e-5);
            assertTrue(score > 0.01 && score < 0.99, "a score that says something: " + score);
        }
    }

    @Test
    void isSavedAndLoadedInAPipeline() throws Exception {
        TagTransformer asked = transformer().setTagsCol("found");
        String place = scratch.resolve("saved").toString();
        new Pipeline().setStages(new PipelineStage[] {asked}).fit(files()).save(place);
        TagTransformer loaded = (TagTransformer) PipelineModel.load(place).stages()[0];
        assertEquals(asked.uid(), loaded.uid());
        assertEquals(asked.extractParamMap().toSeq(), loaded.extractParamMap().toSeq());
        Dataset<Row> made = loaded.transform(files());
        assertEquals(IMAGES, made.filter("size(found) = 1").count());
        assertEquals(
                SmallExport.LABELS,
                List.of(made.schema().apply("scores").metadata().getStringArray("labels")));
    }

    @Test
    void saysWhichColumnIsWrong() {
        IllegalArgumentException missing =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> transformer().setInputCol("picture").transform(files()));
        assertTrue(missing.getMessage().contains("inputCol"), missing.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> transformer().setInputCol("length").transform(files()));
        assertThrows(
                IllegalArgumentException.class,
                () -> transformer().setTagsCol("path").transform(files()));
    }

    @Test
    void embedsIntoTheCacheOnce() throws Exception {
        Path cache = scratch.resolve("cache");
        String[] job = {
            "--images", scratch.resolve("images").toString(),
            "--cache", cache.toString(),
            "--model", "efficientnet_lite0",
            "--image-size", "32",
            "--images-per-file", "3"
        };
        assertEquals(0, Jobs.run(new EmbedJob(), job));
        PretrainedEmbeddings embeddings =
                new EmbedSettings(
                                cache.toString(),
                                "efficientnet_lite0",
                                "",
                                "32",
                                "",
                                "whole",
                                "float32",
                                0)
                        .embeddings();
        Path folder = cache.resolve("embeddings");
        // The broken image is the eighth.
        List<Path> files =
                List.of(0, 1, 2).stream()
                        .map(n -> folder.resolve("%s.%06d.rows".formatted(embeddings.name(), n)))
                        .toList();
        byte[] first = Files.readAllBytes(files.get(0));
        List<String> contents = new ArrayList<>();
        for (Path image : images) {
            contents.add(Sha256.of(image));
        }
        embeddings.rows(
                folder,
                contents,
                (item, row) -> {
                    throw new IllegalStateException("image " + item + " is not there");
                },
                line -> {},
                done -> {});
        // A file that was lost is made again, the others stay.
        Files.delete(files.get(1));
        assertEquals(0, Jobs.run(new EmbedJob(), job));
        assertTrue(Files.exists(files.get(1)));
        assertEquals(-1, Arrays.mismatch(first, Files.readAllBytes(files.get(0))));
    }

    @Test
    void refusesOptionsThatCannotBe() {
        String[] none = {"--images", scratch.toString()};
        assertEquals(2, Jobs.run(new TagJob(), none));
        String[] csv = {
            "--images", "i", "--export", "e", "--out", "o", "--format", "csv", "--embeddings"
        };
        assertEquals(2, Jobs.run(new TagJob(), csv));
    }

    @Test
    void deletesNothingButResults() throws Exception {
        Path photo = scratch.resolve("images/broken.png");
        String[] intoPhotos = {
            "--images", photo.getParent().toString(),
            "--export", export.toString(),
            "--out", photo.getParent().toString(),
            "--overwrite"
        };
        assertEquals(2, Jobs.run(new TagJob(), intoPhotos));
        assertTrue(Files.exists(photo));
        Path half = scratch.resolve("half");
        Files.createDirectories(half.resolve("_temporary/0"));
        Files.writeString(half.resolve("part-00000.snappy.parquet"), "half");
        String[] again = intoPhotos.clone();
        again[5] = half.toString();
        assertEquals(0, Jobs.run(new TagJob(), again));
        assertTrue(Files.exists(half.resolve("_SUCCESS")));
        assertEquals(IMAGES + 1, spark.read().parquet(half.toString()).count());
    }
}
