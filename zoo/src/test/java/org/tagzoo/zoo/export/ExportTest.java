package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.image.Images;
import org.tagzoo.zoo.image.NetworkInput;

/** Every way to load an export and to hand it an image gives the same scores. */
class ExportTest {

    @TempDir static Path scratch;

    private static final String CACHE = "DJL_CACHE_DIR";

    private static Path folder;
    private static List<Path> images;
    private static List<Tags> expected;

    /** The forms in which an export reaches a program. */
    enum Form {
        FOLDER,
        ZIP,
        ZIP_OF_FOLDER,
        FOLDER_IN_FOLDER;

        Path path() {
            return switch (this) {
                case FOLDER -> folder;
                case ZIP -> scratch.resolve("export.zip");
                case ZIP_OF_FOLDER -> scratch.resolve("nested.zip");
                case FOLDER_IN_FOLDER -> scratch.resolve("outer");
            };
        }
    }

    @BeforeAll
    static void write() throws Exception {
        // First, so that its natives don't go to a folder of this test's.
        Engine.getEngine("PyTorch");
        System.setProperty(CACHE, scratch.resolve("cache").toString());
        folder = TinyExport.write(scratch.resolve("an exp%20ört"));
        ExportZip.write(folder, Form.ZIP.path());
        TinyExport.write(Form.FOLDER_IN_FOLDER.path().resolve("inner"));
        try (ZipOutputStream zip =
                        new ZipOutputStream(Files.newOutputStream(Form.ZIP_OF_FOLDER.path()));
                Stream<Path> files = Files.list(folder)) {
            zip.putNextEntry(new ZipEntry("export/"));
            for (Path file : files.toList()) {
                zip.putNextEntry(new ZipEntry("export/" + file.getFileName()));
                Files.copy(file, zip);
            }
        }
        images = TestImages.all();
        assertTrue(images.size() > 30, images::toString);
        expected = new ArrayList<>();
        Export export = Export.open(folder);
        for (Path image : images) {
            expected.add(predict(export.criteria(Path.class, Tags.class), image));
        }
        assertTrue(expected.stream().distinct().count() > 20, expected::toString);
    }

    @AfterAll
    static void forgetTheCache() {
        System.clearProperty(CACHE);
    }

    private static <I, O> O predict(Criteria<I, O> criteria, I input) throws Exception {
        try (ZooModel<I, O> model = criteria.loadModel();
                Predictor<I, O> predictor = model.newPredictor()) {
            return predictor.predict(input);
        }
    }

    /** Just what a program without an import of TagZoo's, but for the types, would write. */
    private static <I, O> Criteria<I, O> stock(Path path, Class<I> input, Class<O> output) {
        return Criteria.builder().setTypes(input, output).optModelPath(path).build();
    }

    private interface Reader<I> {
        I read(Path image) throws IOException;
    }

    private static <I> void check(Form form, Class<I> type, Reader<I> reader) throws Exception {
        try (ZooModel<I, Tags> model = stock(form.path(), type, Tags.class).loadModel();
                ZooModel<I, Classifications> classes =
                        stock(form.path(), type, Classifications.class).loadModel();
                Predictor<I, Tags> predictor = model.newPredictor();
                Predictor<I, Classifications> classifier = classes.newPredictor()) {
            for (int i = 0; i < images.size(); i++) {
                Path image = images.get(i);
                assertEquals(
                        expected.get(i), predictor.predict(reader.read(image)), image::toString);
                Classifications found = classifier.predict(reader.read(image));
                assertEquals(TinyExport.LABELS.size(), found.items().size());
                for (Tag tag : expected.get(i).all()) {
                    assertEquals(tag.score(), found.get(tag.label()).getProbability());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void imagesHaveTheScoresOfTheirFiles(Form form) throws Exception {
        check(form, Image.class, Images::read);
    }

    @ParameterizedTest
    @EnumSource(names = {"FOLDER", "ZIP"})
    void pathsBytesStreamsAndPixelsHaveTheSameScores(Form form) throws Exception {
        check(form, Path.class, image -> image);
        check(form, byte[].class, Files::readAllBytes);
        check(
                form,
                InputStream.class,
                image -> new ByteArrayInputStream(Files.readAllBytes(image)));
        check(form, RgbImage.class, Images::decode);
    }

    @ParameterizedTest
    @EnumSource
    void requestsHaveTheSameScores(Form form) throws Exception {
        Criteria<Input, Output> criteria = stock(form.path(), Input.class, Output.class);
        try (ZooModel<Input, Output> model = criteria.loadModel();
                Predictor<Input, Output> predictor = model.newPredictor()) {
            for (int i = 0; i < images.size(); i++) {
                Input input = new Input();
                input.add("data", Files.readAllBytes(images.get(i)));
                Output output = predictor.predict(input);
                assertEquals(200, output.getCode());
                assertEquals(expected.get(i).toJson(), output.getData().getAsString());
            }
        }
    }

    @Test
    void pixelsGiveLogits() throws Exception {
        RgbImage image = Images.decode(images.get(0));
        ExportDescription description = TinyExport.description(TinyExport.SIZE);
        NetworkInput input = new NetworkInput(description.transform());
        try (ZooModel<NDList, NDList> model =
                        stock(folder, NDList.class, NDList.class).loadModel();
                Predictor<NDList, NDList> predictor = model.newPredictor();
                NDManager manager = model.getNDManager().newSubManager()) {
            NDArray pixels = input.batch(List.of(input.transform().apply(image)), manager);
            NDList logits = predictor.predict(new NDList(pixels));
            assertEquals(expected.get(0), description.tags(logits.get(0).toFloatArray()));
        }
    }

    @Test
    void aBatchOfAnySizesIsAnsweredAsOneByOne() throws Exception {
        long seed = 7;
        List<Path> mixed = new ArrayList<>(images);
        Collections.shuffle(mixed, new Random(seed));
        try (ZooModel<Path, Tags> model = stock(folder, Path.class, Tags.class).loadModel();
                Predictor<Path, Tags> predictor = model.newPredictor()) {
            List<Tags> found = predictor.batchPredict(mixed);
            for (int i = 0; i < mixed.size(); i++) {
                List<Tag> single = expected.get(images.indexOf(mixed.get(i))).all();
                for (Tag tag : single) {
                    Tag other = found.get(i).get(tag.label()).orElseThrow();
                    assertEquals(tag.score(), other.score(), 1e-6, "seed " + seed);
                }
            }
        }
    }

    @Test
    void aFileThatIsNoImageIsNamed() throws Exception {
        Path broken = TestImages.file("cut-data.png");
        TranslateException error =
                assertThrows(
                        TranslateException.class,
                        () -> predict(stock(folder, Path.class, Tags.class), broken));
        assertTrue(error.getMessage().startsWith(broken + ": "), error::getMessage);
        assertFalse(error.getMessage().contains("\n"), error::getMessage);
    }

    @Test
    void typesWithoutATranslatorAreRefusedInWords() throws Exception {
        Criteria<Image, float[]> criteria = stock(folder, Image.class, float[].class);
        Throwable error = assertThrows(Exception.class, criteria::loadModel);
        while (error.getCause() != null) {
            error = error.getCause();
        }
        assertTrue(error.getMessage().contains("Image -> org.tagzoo.zoo.export.Tags"));
        Export export = Export.open(folder);
        assertThrows(
                IllegalArgumentException.class,
                () -> export.criteria(java.net.URL.class, Tags.class));
    }

    @Test
    void anOpenZipPredictsAsItsFolder() throws Exception {
        Export export = Export.open(Form.ZIP.path());
        assertEquals(TinyExport.description(TinyExport.SIZE), export.description());
        Tags tags = predict(export.criteria(Path.class, Tags.class), images.get(0));
        assertEquals(expected.get(0), tags);
    }

    @Test
    void aProgramsOwnTranslatorIsTaken() throws Exception {
        Criteria<NDList, NDList> own =
                Criteria.builder()
                        .setTypes(NDList.class, NDList.class)
                        .optModelPath(folder)
                        .optTranslator(new ai.djl.translate.NoopTranslator())
                        .build();
        try (ZooModel<NDList, NDList> model = own.loadModel()) {
            assertEquals("model", model.getName());
            assertArrayEquals(new String[] {"PyTorch"}, new String[] {model.getProperty("engine")});
        }
    }
}
