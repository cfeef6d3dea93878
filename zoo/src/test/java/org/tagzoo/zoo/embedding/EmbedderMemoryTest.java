package org.tagzoo.zoo.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.RowFile;
import org.tagzoo.datasets.batch.RowFileWriter;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;

/** Frozen stages that have memory for a few images at a time. */
class EmbedderMemoryTest {

    private static final int IMAGES = 50;
    private static final int BATCH = 20;
    private static final EmbeddingKey KEY =
            new EmbeddingKey(
                    "means",
                    "head",
                    "none",
                    new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)),
                    2,
                    Precision.FLOAT32,
                    MemoryFormat.CONTIGUOUS,
                    "cpu",
                    BATCH,
                    1,
                    "images",
                    "");

    @TempDir Path folder;
    private final List<Integer> sizes = new ArrayList<>();
    private int done;

    /** The mean of each channel, of as many images as there is room for. */
    private UnaryOperator<NDArray> means(int most) {
        return input -> {
            int size = (int) input.getShape().get(0);
            sizes.add(size);
            if (size > most) {
                throw new EngineException("CUDA out of memory");
            }
            return input.toType(DataType.FLOAT32, false)
                    .reshape(new Shape(size, 4, 3))
                    .mean(new int[] {1});
        };
    }

    private void embed(RowFileWriter writer, int most) throws IOException {
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                BatchLoader loader = new BatchLoader(1)) {
            loader.read(
                    BatchLoader.consecutive(0, IMAGES, BATCH),
                    12,
                    (item, row) -> {
                        for (int i = 0; i < 12; i++) {
                            row.put((byte) (item + i % 3));
                        }
                    },
                    Embedder.reader(writer, KEY, manager, means(most), count -> done += count));
        }
    }

    @Test
    void rowsAreTheSameWhereMemoryRunsOut() throws IOException {
        Path file = folder.resolve("rows");
        try (RowFileWriter writer = RowFileWriter.open(file, IMAGES, 12, BATCH)) {
            embed(writer, 6);
            assertEquals(List.of(20, 10, 5, 5, 5, 5), sizes.subList(0, 6));
            assertEquals(2 + IMAGES / 5, sizes.size());
            assertEquals(IMAGES, done);
            RowFile rows = writer.finish();
            for (int i = 0; i < IMAGES; i++) {
                for (int channel = 0; channel < 3; channel++) {
                    assertEquals(i + channel, rows.row(i).asFloatBuffer().get(channel));
                }
            }
        }
    }

    @Test
    void oneImageMustFit() throws IOException {
        Path file = folder.resolve("rows");
        try (RowFileWriter writer = RowFileWriter.open(file, IMAGES, 12, BATCH)) {
            assertThrows(EngineException.class, () -> embed(writer, 0));
            assertEquals(List.of(20, 10, 5, 3, 2, 1), sizes);
            assertEquals(0, writer.done());
        }
    }
}
