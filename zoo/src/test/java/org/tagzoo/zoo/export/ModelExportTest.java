package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.training.EasyTrain;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.image.NetworkInput;
import org.tagzoo.zoo.modelzoo.LoadedNetwork;
import org.tagzoo.zoo.modelzoo.TrainCriteria;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.score.Sigmoid;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.Tasks;
import org.tagzoo.zoo.threshold.Thresholds;

/** What a DJL program trained, exported, and loaded by a DJL program. */
class ModelExportTest {

    private static final int SIZE = 32;
    static final List<String> NAMES = List.of("sky", "sea, calm", "dog");
    private static final Thresholds THRESHOLDS = new Thresholds(List.of(0.5, 0.4, 0.6));

    static final Task CLASSES = Tasks.byName("classes");

    @TempDir Path scratch;

    static Criteria.Builder<NDList, NDList> criteria(String network) {
        return Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optGroupId("org.tagzoo")
                .optArtifactId(network)
                .optArgument("weights", "none")
                .optArgument("imageSize", SIZE)
                .optArgument("mean", "120,110,100")
                .optArgument("std", "60,61,62")
                .optOption("trainParam", "true");
    }

    static ZooModel<NDList, NDList> load(String network) throws Exception {
        return criteria(network)
                .optArgument("labels", NAMES)
                .optArgument("head", Map.of("hidden", List.of(8), "dropout", 0.25))
                .build()
                .loadModel();
    }

    private static NDArray batch(List<Path> files, ExportDescription description, NDManager manager)
            throws IOException {
        List<RgbImage> seen = new ArrayList<>();
        for (Path file : files) {
            seen.add(description.transform().read(Files.readAllBytes(file)));
        }
        return new NetworkInput(description.transform()).batch(seen, manager);
    }

    private static void train(ZooModel<NDList, NDList> model) throws Exception {
        try (NDManager manager = model.getNDManager().newSubManager();
                Trainer trainer = model.newTrainer(TrainCriteria.adam())) {
            byte[] bytes = new byte[8 * SIZE * SIZE * 3];
            new Random(3).nextBytes(bytes);
            NDArray pixels =
                    manager.create(
                            ByteBuffer.wrap(bytes), new Shape(8, SIZE, SIZE, 3), DataType.UINT8);
            NDArray targets = manager.create(new Shape(8, NAMES.size())).add(1);
            ArrayDataset images =
                    new ArrayDataset.Builder()
                            .setData(pixels)
                            .optLabels(targets)
                            .setSampling(4, false)
                            .build();
            trainer.initialize(new Shape(1, SIZE, SIZE, 3));
            EasyTrain.fit(trainer, 1, images, null);
        }
    }

    /** Batch norm's statistics have moved; those of the export are the moved ones. */
    @ParameterizedTest
    @EnumSource
    void theExportHasTheScoresOfTheTrainedBlock(Decoding decoding) throws Exception {
        Path folder = scratch.resolve("below").resolve("export");
        List<Path> files = TestImages.all();
        List<float[]> expected = new ArrayList<>();
        try (ZooModel<NDList, NDList> model = load("resnet18")) {
            train(model);
            ModelExport export =
                    ModelExport.builder()
                            .setModel(model)
                            .setThresholds(THRESHOLDS)
                            .optName("mine")
                            .optDecoding(decoding)
                            .optCard("# mine\n")
                            .build();
            export.write(folder);
            try (NDManager manager = model.getNDManager().newSubManager()) {
                float[] logits =
                        model.getBlock()
                                .forward(
                                        new ParameterStore(manager, false),
                                        new NDList(batch(files, export.description(), manager)),
                                        false)
                                .singletonOrThrow()
                                .toFloatArray();
                for (int i = 0; i < files.size(); i++) {
                    float[] scores = new float[NAMES.size()];
                    for (int l = 0; l < scores.length; l++) {
                        scores[l] = Sigmoid.of(logits[i * scores.length + l]);
                    }
                    expected.add(scores);
                }
            }
        }
        assertEquals(
                new ExportDescription(
                        "mine", "resnet18", new LabelSet(NAMES), THRESHOLDS, SIZE, decoding),
                Export.open(folder).description());
        assertEquals("# mine\n", Files.readString(folder.resolve("README.md")));
        Criteria<Path, Tags> stock =
                Criteria.builder().setTypes(Path.class, Tags.class).optModelPath(folder).build();
        try (ZooModel<Path, Tags> model = stock.loadModel();
                Predictor<Path, Tags> predictor = model.newPredictor()) {
            for (int i = 0; i < files.size(); i++) {
                Tags tags = predictor.predict(files.get(i));
                for (int l = 0; l < NAMES.size(); l++) {
                    Tag tag = tags.get(NAMES.get(l)).orElseThrow();
                    assertEquals(expected.get(i)[l], tag.score(), 1e-5, files.get(i)::toString);
                    assertEquals(THRESHOLDS.value(l), tag.threshold());
                }
            }
        }
    }

    /** Byte for byte what {@link ExportWriter} makes of the same values. */
    @ParameterizedTest
    @CsvSource({"cnn, false", "resnet18, false", "resnet18, true"})
    void theFilesAreThoseOfTheWriter(String network, boolean frozen) throws Exception {
        Path folder = scratch.resolve("export");
        Criteria.Builder<NDList, NDList> criteria =
                criteria(network).optArgument("labels", 3).optArgument("seed", 4);
        if (frozen) {
            criteria.optArgument("freeze", "before layer3");
        }
        try (ZooModel<NDList, NDList> model = criteria.build().loadModel()) {
            ModelExport export =
                    ModelExport.builder()
                            .setModel(model)
                            .setThreshold(0.3)
                            .optLabels(NAMES)
                            .build();
            export.write(folder);
            Path expected = scratch.resolve("expected");
            ExportWriter.write(
                    expected,
                    LoadedNetwork.of(model).graph(),
                    new InitialValues(4),
                    new ExportDescription(
                            network,
                            network,
                            new LabelSet(NAMES),
                            Thresholds.same(0.3, 3),
                            SIZE,
                            Decoding.WHOLE),
                    Map.of());
            try (var files = Files.list(expected)) {
                for (Path file : files.toList()) {
                    assertArrayEquals(
                            Files.readAllBytes(file),
                            Files.readAllBytes(folder.resolve(file.getFileName())),
                            file::toString);
                }
            }
        }
    }

    @Test
    void classesAreExportedWithoutThresholds() throws Exception {
        Path folder = scratch.resolve("export");
        try (ZooModel<NDList, NDList> model = load("cnn")) {
            ModelExport.builder().setModel(model).optTask(CLASSES).build().write(folder);
        }
        ExportDescription description = Export.open(folder).description();
        assertEquals(CLASSES.name(), description.task().name());
        assertEquals(Optional.empty(), description.thresholds());
    }

    @Test
    void anExportIsReplacedByTheNext() throws Exception {
        Path folder = scratch.resolve("export");
        try (ZooModel<NDList, NDList> model = load("cnn")) {
            ModelExport.Builder builder = ModelExport.builder().setModel(model);
            builder.setThreshold(0.5).build().write(folder);
            builder.setThreshold(0.25).build().write(folder);
        }
        assertEquals(
                Optional.of(Thresholds.same(0.25, 3)),
                Export.open(folder).description().thresholds());
    }
}
