package org.tagzoo.datasets.dataset;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.tagzoo.datasets.batch.RowBatches;

/** The batches of one epoch, for one thread to go through once, whole or in part. */
final class EpochBatches implements Iterator<Batch> {

    private final NDManager manager;
    private final RowBatches rows;
    private final Maker maker;
    private long progress;

    /** Makes a batch of filled rows, of which and of those before it {@code progress} is told. */
    interface Maker {
        Batch batch(NDManager ofAll, RowBatches.Batch rows, long progress);
    }

    /**
     * @param manager of all batches, closed at the end
     */
    EpochBatches(NDManager manager, RowBatches rows, Maker maker) {
        this.manager = manager;
        this.rows = rows;
        this.maker = maker;
    }

    @Override
    public boolean hasNext() {
        if (rows.hasNext()) {
            return true;
        }
        manager.close();
        return false;
    }

    @Override
    public Batch next() {
        try {
            RowBatches.Batch filled = rows.next();
            progress += filled.items().length;
            return maker.batch(manager, filled, progress);
        } catch (IOException e) {
            rows.cancel();
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
