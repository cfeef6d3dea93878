package org.tagzoo.spark;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDManager;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkFiles;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.ExportBody;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.KnownImage;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.image.NetworkInput;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * An export's network, loaded once in a process and shared by its tasks, which decode images side
 * by side and take turns in the network, whose engine has threads of its own. It stays until the
 * process ends.
 */
final class ProcessModel {

    private static final Map<String, ProcessModel> OPEN = new HashMap<>();

    private final Export export;
    private final Predictor<KnownImage, Tags> predictor;
    private ScriptModule body;

    private ProcessModel(Export export) throws IOException {
        this.export = export;
        try {
            ZooModel<KnownImage, Tags> model =
                    export.criteria(KnownImage.class, Tags.class).toBuilder()
                            .optDevice(Device.cpu())
                            .build()
                            .loadModel();
            this.predictor = model.newPredictor();
        } catch (ModelNotFoundException | MalformedModelException e) {
            throw new IOException(
                    "%s can't be loaded: %s".formatted(export.folder(), e.getMessage()), e);
        }
    }

    /**
     * Returns the process's network, and loads it if it is the first to ask. Another export that
     * has come to the same place since is another network.
     *
     * @param export see {@link #find}
     */
    static ProcessModel of(String export) throws IOException {
        synchronized (OPEN) {
            Path place = place(export);
            String key =
                    place + (Files.exists(place) ? "@" + Files.getLastModifiedTime(place) : "");
            ProcessModel model = OPEN.get(key);
            if (model == null) {
                // On a cluster nobody is asked whether DJL may count its users.
                System.setProperty("OPT_OUT_TRACKING", "true");
                model = new ProcessModel(find(export));
                OPEN.put(key, model);
            }
            return model;
        }
    }

    /**
     * Opens an export.
     *
     * @param export a folder or a zip that this machine sees, or the name of a zip that the job
     *     brought along: {@code spark-submit --files export.zip}
     * @throws IOException if there is none, or it is not as it was written
     */
    static Export find(String export) throws IOException {
        return Export.open(place(export));
    }

    private static Path place(String export) {
        Path path = Path.of(export);
        Path brought = Path.of(SparkFiles.get(path.getFileName().toString()));
        return !Files.exists(path) && Files.exists(brought) ? brought : path;
    }

    ExportDescription description() {
        return export.description();
    }

    /**
     * Tags images.
     *
     * @param images one or more
     * @throws IllegalStateException if the engine fails
     */
    List<Tags> tag(List<KnownImage> images) {
        synchronized (predictor) {
            try {
                return predictor.batchPredict(images);
            } catch (TranslateException e) {
                throw new IllegalStateException("The network failed: " + e.getMessage(), e);
            }
        }
    }

    /**
     * Returns the embeddings of images.
     *
     * @param images one or more, of the network's size
     * @throws IOException if the export has none
     */
    List<float[]> embed(List<KnownImage> images) throws IOException {
        synchronized (predictor) {
            if (body == null) {
                body = ExportBody.load(export, Device.cpu());
            }
            List<RgbImage> seen = images.stream().map(KnownImage::image).toList();
            try (NDManager manager = body.manager().newSubManager()) {
                NetworkInput input = new NetworkInput(description().transform());
                float[] all = body.forward(input.batch(seen, manager), false).toFloatArray();
                int width = all.length / seen.size();
                List<float[]> rows = new ArrayList<>();
                for (int from = 0; from < all.length; from += width) {
                    rows.add(Arrays.copyOfRange(all, from, from + width));
                }
                return rows;
            }
        }
    }
}
