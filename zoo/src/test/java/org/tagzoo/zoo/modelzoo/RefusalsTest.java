package org.tagzoo.zoo.modelzoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.MalformedModelException;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.output.DetectedObjects;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Blocks;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can't be loaded says why, in one line. */
class RefusalsTest {

    private static final String OFFLINE = "ai.djl.offline";

    @TempDir static Path cache;

    private static String offlineBefore;

    @BeforeAll
    static void stayOffline() {
        offlineBefore = System.getProperty(OFFLINE);
        System.setProperty(OFFLINE, "true");
    }

    @AfterAll
    static void restore() {
        if (offlineBefore == null) {
            System.clearProperty(OFFLINE);
        } else {
            System.setProperty(OFFLINE, offlineBefore);
        }
    }

    private static <I, O> Criteria.Builder<I, O> of(
            Class<I> input, Class<O> output, String network) {
        return Criteria.builder()
                .setTypes(input, output)
                .optGroupId("org.tagzoo")
                .optArtifactId(network)
                .optArgument("cache", cache);
    }

    /** DJL has the reason as the cause of its own exception, after it has asked all loaders. */
    private static String reason(Criteria.Builder<?, ?> criteria) {
        Exception exception =
                assertThrows(ModelNotFoundException.class, () -> criteria.build().loadModel());
        String reason = exception.getCause().getMessage();
        assertEquals(1, reason.lines().count(), reason);
        return reason;
    }

    private static void assertReason(Criteria.Builder<?, ?> criteria, String... parts) {
        String reason = reason(criteria);
        for (String part : parts) {
            assertTrue(reason.contains(part), reason);
        }
    }

    /**
     * For these, DJL's own loader silently takes a translator that resizes and normalises in its
     * own way, or fails at the first prediction.
     */
    @Test
    void djlsDefaultTranslatorIsNeverTaken() {
        assertReason(
                of(Image.class, DetectedObjects.class, "resnet50"),
                "ai.djl.modality.cv.Image -> ai.djl.modality.cv.output.DetectedObjects is not supported",
                "ai.djl.modality.cv.Image -> ai.djl.modality.Classifications");
        assertReason(of(String.class, float[][].class, "resnet50"), "is not supported");
        assertReason(
                of(Image.class, Classifications.class, "resnet50")
                        .optArgument("output", "embedding"),
                "ai.djl.modality.Classifications is not supported",
                "ai.djl.modality.cv.Image -> float[]");
        assertReason(
                of(Image.class, float[].class, "resnet50").optArgument("output", "classes"),
                "ai.djl.modality.cv.Image -> float[] is not supported");
        assertReason(
                of(Image.class, Classifications.class, "resnet50")
                        .optArgument("translatorFactory", "org.example.NoSuchFactory"),
                "The translatorFactory 'org.example.NoSuchFactory' can't be made");
    }

    /** Files of these names are in the cache, and are no weights: they would be refused as that. */
    @Test
    void weightsThatDoNotServeArePassedOver() throws IOException {
        for (String card : List.of("vit_small_patch14_dinov2.lvd142m", "vit_b_16.swag")) {
            Path file = cache.resolve("weights").resolve(card + ".safetensors");
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[9]);
        }
        assertReason(
                of(Image.class, Classifications.class, "vit_small_patch14_dinov2"),
                "vit_small_patch14_dinov2.lvd142m has no head for ImageNet's classes: give it labels, or ask for output=embedding");
        assertReason(
                of(Image.class, Classifications.class, "vit_b_16"),
                "The weights vit_b_16.tv1 are not available");
        MalformedModelException named =
                assertThrows(
                        MalformedModelException.class,
                        () ->
                                of(Image.class, Classifications.class, "vit_b_16")
                                        .optFilter("tag", "swag")
                                        .build()
                                        .loadModel());
        assertTrue(named.getMessage().contains("vit_b_16.swag.safetensors"), named.getMessage());
    }

    @Test
    void aTranslatorFactoryThatIsNamedIsTakenOrRefused() {
        // It is found, and does not have these types: no other is taken in its place.
        assertReason(
                of(Image.class, Classifications.class, "resnet50")
                        .optArgument(
                                "translatorFactory",
                                "ai.djl.modality.cv.translator.YoloV5TranslatorFactory"),
                "is not supported",
                "DetectedObjects");
    }

    @Test
    void weightsThatCantBeHadSayHowToGetThem() {
        assertReason(
                of(Image.class, float[].class, "resnet34"),
                "resnet34.tv1",
                cache.resolve("weights").toString());
        assertReason(
                of(Image.class, float[].class, "resnet50").optFilter("tag", "keras"),
                "resnet50.keras");
    }

    @Test
    void filtersArgumentsAndEnginesAreChecked() {
        assertReason(
                of(Image.class, float[].class, "resnet50").optFilter("tag", "tv9"),
                "No weights of resnet50 have {tag=tv9}; there are resnet50.tv1, resnet50.keras");
        assertReason(
                of(Image.class, float[].class, "resnet50").optArgument("precision", "int8"),
                "precision must be float32, bfloat16 or float16, is 'int8': only exports");
        for (String topK : List.of("0", "2.5", "many", "NaN", "1e99")) {
            assertReason(
                    of(Image.class, Classifications.class, "resnet50").optArgument("topK", topK),
                    "topK must be a whole number of 1 or more, is '" + topK + "'");
        }
        assertReason(
                of(NDList.class, NDList.class, "resnet50").optBlock(Blocks.identityBlock()),
                "brings its own block");
        Criteria.Builder<Image, float[]> otherEngine =
                of(Image.class, float[].class, "resnet50").optEngine("TensorFlow");
        assertThrows(ModelNotFoundException.class, () -> otherEngine.build().loadModel());
    }

    @Test
    void aFileThatDoesNotFitIsMalformed() throws IOException {
        Path folder = cache.resolve("weights");
        Files.createDirectories(folder);
        Path file = folder.resolve("resnet101.tv1.safetensors");
        Files.write(file, new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
        for (Class<?> results : List.of(float[].class, Classifications.class)) {
            Exception exception =
                    assertThrows(
                            MalformedModelException.class,
                            () ->
                                    of(Image.class, results, "resnet101")
                                            .optFilter("tag", "tv1")
                                            .build()
                                            .loadModel());
            assertTrue(exception.getMessage().contains("conv1.weight"), exception.getMessage());
            // The head's weight and bias count where its classes are asked for.
            String missing = results == Classifications.class ? "522 missing" : "520 missing";
            assertTrue(exception.getMessage().contains(missing), exception.getMessage());
        }
        Files.delete(file);
    }

    @Test
    void tellsWhetherWeightsAreThere() throws Exception {
        assertFalse(
                of(Image.class, float[].class, "resnet34")
                        .optFilter("tag", "tv1")
                        .build()
                        .isDownloaded());
        Path folder = cache.resolve("weights");
        Files.createDirectories(folder);
        Path file = folder.resolve("resnet34.tv1.safetensors");
        Files.write(file, new byte[10]);
        assertTrue(of(Image.class, float[].class, "resnet34").build().isDownloaded());
        Files.delete(file);
        Criteria<Image, float[]> missing = of(Image.class, float[].class, "resnet34").build();
        assertThrows(ModelNotFoundException.class, missing::downloadModel);
    }
}
