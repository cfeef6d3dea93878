package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.Repository;
import ai.djl.repository.SimpleRepository;
import ai.djl.repository.zoo.BaseModelLoader;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelLoader;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.image.Images;

/**
 * What DJL makes of an export by itself, without {@link ExportRepositoryFactory}: why that service
 * is there. If one of these tests fails after an update of DJL, the service may no longer be
 * needed.
 */
class StockDjlTest {

    @TempDir static Path scratch;

    private static Path folder;

    @BeforeAll
    static void write() throws Exception {
        folder = TinyExport.write(scratch.resolve("export"));
    }

    /** The repository that DJL's own factory gives for a folder without a metadata.json. */
    private static ModelLoader loader() {
        Repository repository = new SimpleRepository("stock", folder.toUri(), folder) {};
        return new BaseModelLoader(repository.getResources().get(0));
    }

    private static <I, O> Criteria<I, O> types(Class<I> input, Class<O> output) {
        return Criteria.builder().setTypes(input, output).build();
    }

    @Test
    void tagsOfAnImageAreRefused() {
        Criteria<Image, Tags> criteria = types(Image.class, Tags.class);
        assertThrows(ModelNotFoundException.class, () -> loader().loadModel(criteria));
    }

    @Test
    void classesOfAnImageGetTheDefaultTranslator() throws Exception {
        Criteria<Image, Classifications> criteria = types(Image.class, Classifications.class);
        try (ZooModel<Image, Classifications> model = loader().loadModel(criteria);
                Predictor<Image, Classifications> predictor = model.newPredictor()) {
            assertEquals(
                    TagTranslatorFactory.class.getName(),
                    model.getProperty("translatorFactory", TagTranslatorFactory.class.getName()));
            assertFalse(model.getTranslator() instanceof TagTranslator);
            Image image = Images.read(TestImages.file("exif-6.jpg"));
            assertThrows(TranslateException.class, () -> predictor.predict(image));
        }
    }

    /** What programs get that have no TagZoo on their class path. */
    @Test
    void pixelsGiveLogits() throws Exception {
        Criteria<NDList, NDList> criteria = types(NDList.class, NDList.class);
        try (ZooModel<NDList, NDList> model = loader().loadModel(criteria);
                Predictor<NDList, NDList> predictor = model.newPredictor();
                NDManager manager = model.getNDManager().newSubManager()) {
            Shape shape = new Shape(2, TinyExport.SIZE, TinyExport.SIZE, 3);
            NDList logits = predictor.predict(new NDList(manager.zeros(shape, DataType.UINT8)));
            assertEquals(new Shape(2, TinyExport.LABELS.size()), logits.get(0).getShape());
        }
    }

    @Test
    void theServiceIsFound() {
        Repository repository = Repository.newInstance("x", folder.toUri().toString());
        assertTrue(repository instanceof ExportRepository, repository.getClass()::toString);
    }
}
