package org.tagzoo.zoo.export;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.apache.commons.lang3.ArrayUtils;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.torchscript.FusedModule;
import org.tagzoo.zoo.torchscript.Int8Calibration;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.TorchScriptArchive;

/**
 * A network that computes in fewer bits than float32, in a temporary file until it is part of an
 * export.
 */
public final class LowPrecisionModel implements AutoCloseable {

    private static final int BATCH = 16;

    private final Path folder;
    private final ImageSize size;

    private LowPrecisionModel(Path folder, ImageSize size) {
        this.folder = folder;
        this.size = size;
    }

    /**
     * Makes a network whose convolutions and linear layers compute in bfloat16, and whose weights
     * are kept in it.
     *
     * @param graph from pixels to whatever it gives
     * @param values its parameters
     */
    public static LowPrecisionModel bfloat16(Graph graph, ParameterValues values)
            throws IOException {
        FoldedNorms folded = FoldedNorms.of(graph.frozen(), values);
        return make(
                graph,
                file ->
                        TorchScriptArchive.writeForUse(
                                file, folded.graph(), folded.values(), Precision.BFLOAT16));
    }

    /**
     * Makes a network whose convolutions compute with bytes, see {@link Int8Calibration}.
     *
     * @param graph from pixels to whatever it gives
     * @param values its parameters
     * @param pixels gives those of images
     * @param examples which of them it is made to fit, at least one; a few hundred do
     * @param threads that decode images
     * @throws IllegalArgumentException if there is no such network; one line that says why
     */
    public static LowPrecisionModel int8(
            Graph graph,
            ParameterValues values,
            BatchLoader.RowFiller pixels,
            int[] examples,
            int threads)
            throws IOException {
        try (Int8Calibration calibration = new Int8Calibration(graph, values)) {
            calibration.add(pixels, examples, threads);
            return make(graph, calibration::write);
        }
    }

    private static LowPrecisionModel make(Graph graph, AtomicFile.Maker archive)
            throws IOException {
        Dims image = graph.nodes().get(0).dims();
        LowPrecisionModel made =
                new LowPrecisionModel(
                        Files.createTempDirectory("tagzoo-export"),
                        new ImageSize(image.height(), image.width()));
        try {
            archive.makeAt(made.file());
            return made;
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /** Returns the file, there until this is closed. */
    public Path file() {
        return folder.resolve(ExportFolder.MODEL);
    }

    /**
     * Returns what the network gives images: all its outputs, one after the other.
     *
     * @param pixels gives those of each
     * @param count of images
     * @param progress is told how many images are done since it was last told
     */
    public float[][] outputs(
            BatchLoader.RowFiller pixels, int count, int threads, IntConsumer progress)
            throws IOException {
        float[][] outputs = new float[count][];
        Criteria<NDList, NDList> criteria =
                Criteria.builder()
                        .setTypes(NDList.class, NDList.class)
                        .optModelPath(file())
                        .optDevice(Device.cpu())
                        .build();
        try (ZooModel<NDList, NDList> model = criteria.loadModel()) {
            // What the export will be computed by: in bfloat16, other steps round otherwise.
            FusedModule.replace(model, file());
            try (Predictor<NDList, NDList> predictor = model.newPredictor();
                    BatchLoader loader = new BatchLoader(threads)) {
                loader.read(
                        BatchLoader.batches(IntStream.range(0, count).toArray(), BATCH),
                        size.rgbBytes(),
                        pixels,
                        (items, rows) -> {
                            forward(predictor, model.getNDManager(), items, rows, outputs);
                            progress.accept(items.length);
                        });
            }
        } catch (ModelNotFoundException | MalformedModelException e) {
            throw new IOException("The engine did not load the network: " + e.getMessage(), e);
        }
        return outputs;
    }

    private void forward(
            Predictor<NDList, NDList> predictor,
            NDManager parent,
            int[] items,
            ByteBuffer rows,
            float[][] outputs)
            throws IOException {
        try (NDManager manager = parent.newSubManager()) {
            Shape shape = new Shape(items.length, size.height(), size.width(), 3);
            NDList results =
                    predictor.predict(new NDList(manager.create(rows, shape, DataType.UINT8)));
            results.attach(manager);
            for (NDArray result : results) {
                float[] all = result.toFloatArray();
                int width = all.length / items.length;
                for (int i = 0; i < items.length; i++) {
                    float[] own = ArrayUtils.subarray(all, i * width, (i + 1) * width);
                    outputs[items[i]] = ArrayUtils.addAll(outputs[items[i]], own);
                }
            }
        } catch (TranslateException e) {
            throw new IOException("The network failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        FileUtils.deleteDirectory(folder.toFile());
    }
}
