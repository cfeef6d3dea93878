package org.tagzoo.app.inference;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.explain.Explanation;
import org.tagzoo.zoo.explain.HeatMaps;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.KnownImage;
import org.tagzoo.zoo.export.Tags;

/** An export with its network loaded on a device, which it owns. For one thread at a time. */
public final class OpenExport implements Tagger, AutoCloseable {

    private final Export export;
    private final ZooModel<KnownImage, Tags> model;
    private final Predictor<KnownImage, Tags> predictor;

    private OpenExport(Export export, ZooModel<KnownImage, Tags> model) {
        this.export = export;
        this.model = model;
        this.predictor = model.newPredictor();
    }

    /**
     * Opens an export and loads its network.
     *
     * @param path its folder, or a zip of it
     * @throws org.tagzoo.zoo.export.ExportException if it is none
     * @throws IOException if the engine can't load the network; the message says why
     */
    public static OpenExport open(Path path, Device device) throws IOException {
        return of(Export.open(path), device);
    }

    /** Loads the network of an export that was opened. */
    static OpenExport of(Export export, Device device) throws IOException {
        return new OpenExport(export, load(export, device));
    }

    private static ZooModel<KnownImage, Tags> load(Export export, Device device)
            throws IOException {
        try {
            return export.criteria(KnownImage.class, Tags.class).toBuilder()
                    .optDevice(device)
                    .build()
                    .loadModel();
        } catch (ModelNotFoundException | MalformedModelException | EngineException e) {
            if (e instanceof EngineException engine && engine.getCause() != null) {
                // It did not begin, which is no fault of the export's.
                throw engine;
            }
            throw new IOException(
                    "%s can't be loaded: %s".formatted(export.folder(), e.getMessage()), e);
        }
    }

    /** Returns the folder that holds the export. */
    public Path folder() {
        return export.folder();
    }

    /** Uses the network once: the first passes take longer than those to come. */
    public void warmUp() {
        ImageSize size = description().imageSize();
        RgbImage black = size.image(new byte[size.rgbBytes()]);
        // A number is also a category and a text.
        Map<String, String> zeros = new HashMap<>();
        description().side().joined().forEach(in -> in.fields().forEach(f -> zeros.put(f, "0")));
        tag(List.of(new KnownImage(black, zeros)));
    }

    @Override
    public ExportDescription description() {
        return export.description();
    }

    /**
     * Tags images.
     *
     * @param images one or more, of any sizes
     * @throws IllegalStateException if the engine fails
     */
    @Override
    public List<Tags> tag(List<KnownImage> images) {
        try {
            return predictor.batchPredict(images);
        } catch (TranslateException e) {
            String remedy = images.size() > 1 ? "; try a smaller --batch-size" : "";
            throw new IllegalStateException("The network failed: " + e.getMessage() + remedy, e);
        }
    }

    @Override
    public Explanation explain(KnownImage image, Runnable between) {
        return HeatMaps.of(model, description()).explain(image, between);
    }

    @Override
    public void close() {
        try (model;
                predictor) {
            // Closed from the last to the first, each whatever befalls the others.
        }
    }
}
