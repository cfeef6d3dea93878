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
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.torchscript.Int8Calibration;

/**
 * A network whose convolutions compute with bytes, see {@link Int8Calibration}, in a temporary file
 * until it is part of an export.
 */
public final class Int8Model implements AutoCloseable {

    private static final int BATCH = 16;

    private final Path folder;
    private final ImageSize size;

    private Int8Model(Path folder, ImageSize size) {
        this.folder = folder;
        this.size = size;
    }

    /**
     * Makes the network.
     *
     * @param graph from pixels to whatever it gives
     * @param values its parameters
     * @param pixels gives those of images
     * @param examples which of them it is made to fit, at least one; a few hundred do
     * @param threads that decode images
     * @throws IllegalArgumentException if there is no such network; one line that says why
     */
    public static Int8Model make(
            Graph graph,
            ParameterValues values,
            BatchLoader.RowFiller pixels,
            int[] examples,
            int threads)
            throws IOException {
        Dims image = graph.nodes().get(0).dims();
        Int8Model made =
                new Int8Model(
                        Files.createTempDirectory("tagzoo-int8"),
                        new ImageSize(image.height(), image.width()));
        try (Int8Calibration calibration = new Int8Calibration(graph, values)) {
            calibration.add(pixels, examples, threads);
            calibration.write(made.file());
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
        try (ZooModel<NDList, NDList> model = criteria.loadModel();
                Predictor<NDList, NDList> predictor = model.newPredictor();
                BatchLoader loader = new BatchLoader(threads)) {
            loader.read(
                    BatchLoader.batches(IntStream.range(0, count).toArray(), BATCH),
                    size.rgbBytes(),
                    pixels,
                    (items, rows) -> {
                        forward(predictor, model.getNDManager(), items, rows, outputs);
                        progress.accept(items.length);
                    });
        } catch (ModelNotFoundException | MalformedModelException e) {
            throw new IOException("The engine did not load the int8 network: " + e.getMessage(), e);
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
            throw new IOException("The int8 network failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        FileUtils.deleteDirectory(folder.toFile());
    }
}
