package org.tagzoo.app.predict;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.util.List;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.Tags;

/** The network of an export, loaded. For one thread. */
public final class ExportTagger implements TaggingPipeline.BatchTagger, AutoCloseable {

    private final ZooModel<RgbImage, Tags> model;
    private final Predictor<RgbImage, Tags> predictor;

    /**
     * @param export may be closed before this is
     * @throws IOException if the engine can't load the network
     */
    public ExportTagger(Export export, Device device) throws IOException {
        try {
            this.model =
                    export.criteria(RgbImage.class, Tags.class).toBuilder()
                            .optDevice(device)
                            .build()
                            .loadModel();
        } catch (ModelNotFoundException | MalformedModelException e) {
            throw new IOException(
                    "%s can't be loaded: %s".formatted(export.folder(), e.getMessage()), e);
        }
        this.predictor = model.newPredictor();
    }

    @Override
    public List<Tags> tag(List<RgbImage> images) {
        try {
            return predictor.batchPredict(images);
        } catch (TranslateException e) {
            throw new IllegalStateException(
                    "The network failed: " + e.getMessage() + "; try a smaller --batch-size", e);
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }
}
