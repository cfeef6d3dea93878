package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.inference.Predictor;
import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.ZooModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tagzoo.datasets.batch.ImageRows;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageFile;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.zoo.image.Images;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.score.Sigmoid;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** Scores as a comparison works them out for {@code scores.csv}, beside those of the export. */
class SkewTest {

    private static final int BATCH = 16;

    @TempDir Path scratch;

    /** The way of a comparison: images decoded into rows, a batch at a time through a module. */
    private static List<float[]> compared(List<Path> files, Decoding decoding, Resize resize)
            throws IOException {
        List<TaggedImage> images = new ArrayList<>();
        for (Path file : files) {
            String id = file.toString();
            images.add(new TaggedImage(id, new ImageFile(file), new TreeSet<>(), id));
        }
        ImageRows rows =
                new ImageRows(
                        images, EvaluationTransform.square(TinyExport.SIZE, resize, decoding));
        List<float[]> scores = new ArrayList<>();
        try (ScriptModule module =
                ScriptModule.load(
                        TinyExport.graph(TinyExport.SIZE),
                        new FormulaValues(),
                        Precision.FLOAT32,
                        MemoryFormat.CHANNELS_LAST,
                        Device.cpu())) {
            for (int first = 0; first < files.size(); first += BATCH) {
                int count = Math.min(BATCH, files.size() - first);
                ByteBuffer pixels = ByteBuffer.allocateDirect(count * rows.rowBytes());
                for (int i = first; i < first + count; i++) {
                    rows.fill(i, pixels);
                }
                Shape shape = new Shape(count, TinyExport.SIZE, TinyExport.SIZE, 3);
                try (NDManager manager = module.manager().newSubManager()) {
                    NDArray input = manager.create(pixels.flip(), shape, DataType.UINT8);
                    float[] logits = module.forward(input, false).toFloatArray();
                    int labels = TinyExport.LABELS.size();
                    for (int i = 0; i < count; i++) {
                        float[] row = new float[labels];
                        for (int l = 0; l < labels; l++) {
                            row[l] = Sigmoid.of(logits[i * labels + l]);
                        }
                        scores.add(row);
                    }
                }
            }
        }
        return scores;
    }

    private void check(List<Path> files, Decoding decoding, Resize resize) throws Exception {
        List<float[]> expected = compared(files, decoding, resize);
        Path folder =
                TinyExport.write(
                        scratch.resolve("export-" + resize), TinyExport.SIZE, decoding, resize);
        Export export = Export.open(folder);
        try (ZooModel<Path, Tags> paths = export.criteria(Path.class, Tags.class).loadModel();
                ZooModel<byte[], Tags> contents =
                        export.criteria(byte[].class, Tags.class).loadModel();
                ZooModel<Image, Tags> images =
                        export.criteria(Image.class, Tags.class).loadModel();
                Predictor<Path, Tags> byPath = paths.newPredictor();
                Predictor<byte[], Tags> byContent = contents.newPredictor();
                Predictor<Image, Tags> byImage = images.newPredictor()) {
            for (int i = 0; i < files.size(); i++) {
                Tags tags = byPath.predict(files.get(i));
                assertEquals(tags, byContent.predict(Files.readAllBytes(files.get(i))));
                Image image =
                        Images.image(Images.seen(files.get(i), export.description().transform()));
                assertEquals(tags, byImage.predict(image));
                if (decoding == Decoding.WHOLE) {
                    assertEquals(tags, byImage.predict(Images.read(files.get(i))));
                }
                for (int l = 0; l < TinyExport.LABELS.size(); l++) {
                    assertEquals(
                            expected.get(i)[l],
                            tags.get(TinyExport.LABELS.name(l)).orElseThrow().score(),
                            1e-5,
                            files.get(i)::toString);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void oddFilesHaveTheScoresOfTheComparison(Decoding decoding) throws Exception {
        for (Resize resize : Resize.values()) {
            check(TestImages.all(), decoding, resize);
        }
        check(TestImages.all(), decoding, Resize.of("crop-224-of-256-bicubic"));
    }

    @ParameterizedTest
    @EnumSource
    void photographsHaveTheScoresOfTheComparison(Decoding decoding) throws Exception {
        String set = System.getenv("TAGZOO_CORPORA");
        Path corpora = set == null ? Path.of("..", "..", "shared", "corpora") : Path.of(set);
        List<Path> files = new ArrayList<>();
        for (String folder :
                List.of("mirflickr/images", "posters/posters", "aquarium/test", "pacs/sketch")) {
            Path root = corpora.resolve(folder);
            assumeTrue(
                    Files.isDirectory(root),
                    () -> root + " is missing; set TAGZOO_CORPORA to the folder of the corpora");
            try (Stream<Path> all = Files.walk(root)) {
                all.filter(file -> file.toString().matches(".*\\.(jpg|png)"))
                        .sorted()
                        .limit(26)
                        .forEach(files::add);
            }
        }
        assertTrue(files.size() > 100, "Only " + files.size() + " images");
        for (Resize resize : Resize.values()) {
            check(files, decoding, resize);
        }
    }
}
