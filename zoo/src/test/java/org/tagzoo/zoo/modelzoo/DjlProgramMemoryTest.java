package org.tagzoo.zoo.modelzoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.ResidentMemory;

/** What a program that uses the zoo through DJL leaves in memory and on disk: nothing. */
class DjlProgramMemoryTest extends Resnet18Fixture {

    /** Small pixels, because the network's time is what 200 predictions take. */
    @Test
    void nativeMemoryDoesNotGrow() throws Exception {
        Criteria<NDList, NDList> criteria = resnet18().pixels().build();
        try (ZooModel<NDList, NDList> model = criteria.loadModel();
                Predictor<NDList, NDList> predictor = model.newPredictor()) {
            for (int i = 0; i < 10; i++) {
                predictPixels(predictor);
            }
            long before = ResidentMemory.mebibytes();
            for (int i = 0; i < 200; i++) {
                predictPixels(predictor);
            }
            long growth = ResidentMemory.mebibytes() - before;
            // The first feature maps of 200 images alone are 50 MiB.
            assertTrue(growth < 25, growth + " MiB more after 200 predictions");
        }
    }

    private static void predictPixels(Predictor<NDList, NDList> predictor) throws Exception {
        try (NDManager manager = NDManager.newBaseManager();
                NDList result =
                        predictor.predict(
                                new NDList(
                                        manager.zeros(new Shape(1, 64, 64, 3), DataType.UINT8)))) {
            assertEquals(512, result.singletonOrThrow().size());
        }
    }

    @Test
    void predictionsOfImagesLeaveNothingBehind() throws Exception {
        Image image = DjlProgramTest.image(640, 480);
        try (ZooModel<Image, Classifications> model =
                        resnet18().images(Classifications.class).build().loadModel();
                Predictor<Image, Classifications> predictor = model.newPredictor()) {
            predictor.predict(image);
            predictor.predict(image);
            System.gc();
            long before = ResidentMemory.mebibytes();
            for (int i = 0; i < 12; i++) {
                predictor.predict(image);
            }
            System.gc();
            long growth = ResidentMemory.mebibytes() - before;
            // The first feature maps alone are 37 MiB.
            assertTrue(growth < 25, growth + " MiB more after 12 predictions");
        }
    }

    @Test
    void closingFreesTheEnginesMemoryAndLeavesNoFile() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        List<Path> filesBefore = modules(temporary);
        for (int i = 0; i < 2; i++) {
            resnet18().images(float[].class).build().loadModel().close();
        }
        System.gc();
        long before = ResidentMemory.mebibytes();
        for (int i = 0; i < 6; i++) {
            ZooModel<Image, float[]> model = resnet18().images(float[].class).build().loadModel();
            assertNothingStays(temporary, filesBefore);
            assertEquals(cache.resolve("weights").toRealPath(), model.getModelPath().toRealPath());
            assertTrue(List.of(model.getArtifactNames()).contains("resnet18.tv1.safetensors"));
            model.close();
        }
        System.gc();
        long growth = ResidentMemory.mebibytes() - before;
        // Buffers are let go by a thread of Java's own, some time after the collector has run.
        for (int i = 0; growth >= 90 && i < 50; i++) {
            Thread.sleep(100);
            growth = ResidentMemory.mebibytes() - before;
        }
        assertTrue(growth < 90, growth + " MiB more after six models of 43 MiB");
    }

    /** Files of tests in other processes come and go; those of a model that is loaded are gone. */
    private static void assertNothingStays(Path temporary, List<Path> before) throws Exception {
        List<Path> left = new ArrayList<>(modules(temporary));
        left.removeAll(before);
        for (int i = 0; i < 300 && left.stream().anyMatch(Files::exists); i++) {
            Thread.sleep(100);
        }
        assertTrue(left.stream().noneMatch(Files::exists), left::toString);
    }

    private static List<Path> modules(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("tagzoo-\\d+\\.pt"))
                    .sorted()
                    .toList();
        }
    }
}
