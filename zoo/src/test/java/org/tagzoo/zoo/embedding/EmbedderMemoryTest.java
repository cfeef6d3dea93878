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
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;

/** Frozen stages that have memory for a few images at a time. */
class EmbedderMemoryTest {

    private static final int IMAGES = 50;
    private static final EmbeddingKey KEY =
            new EmbeddingKey(
                    "means",
                    "head",
                    "none",
                    new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)),
                    ImageSize.square(2),
                    "2",
                    Precision.FLOAT32,
                    MemoryFormat.CONTIGUOUS,
                    "cpu",
                    20,
                    1,
                    "");

    @TempDir Path folder;
    private final List<Integer> sizes = new ArrayList<>();
    private int done;

    /** The mean of each channel, of as many images as there is room for. */
    private NDArray means(NDArray input, int most) {
        int size = (int) input.getShape().get(0);
        sizes.add(size);
        if (size > most) {
            throw new EngineException("CUDA out of memory");
        }
        return input.toType(DataType.FLOAT32, false)
                .reshape(new Shape(size, 4, 3))
                .mean(new int[] {1});
    }

    private CachedRows embed(int most) throws IOException {
        return new Embedder(folder, 1, line -> {})
                .embed(
                        KEY,
                        3,
                        KillableEmbedding.hashes(IMAGES),
                        (item, row) -> {
                            for (int i = 0; i < 12; i++) {
                                row.put((byte) (item + i % 3));
                            }
                        },
                        () -> {
                            NDManager manager = NDManager.newBaseManager("PyTorch");
                            return new Embedder.Stages(
                                    manager, input -> means(input, most), manager::close);
                        },
                        count -> done += count);
    }

    @Test
    void rowsAreTheSameWhereMemoryRunsOut() throws IOException {
        CachedRows rows = embed(6);
        List<Integer> expected = new ArrayList<>(List.of(20, 10));
        expected.addAll(Collections.nCopies(IMAGES / 5, 5));
        assertEquals(expected, sizes);
        assertEquals(IMAGES, done);
        for (int i = 0; i < IMAGES; i++) {
            for (int channel = 0; channel < 3; channel++) {
                assertEquals(i + channel, rows.row(i).asFloatBuffer().get(channel));
            }
        }
    }

    @Test
    void oneImageMustFit() {
        assertThrows(EngineException.class, () -> embed(0));
        assertEquals(List.of(20, 10, 5, 3, 2, 1), sizes);
        assertEquals(0, done);
    }
}
