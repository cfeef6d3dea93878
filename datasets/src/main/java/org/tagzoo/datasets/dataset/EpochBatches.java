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

    /** Makes a batch of filled rows. */
    interface Maker {

        /**
         * @param manager of all batches
         * @param progress images of this batch and those before it
         */
        Batch batch(NDManager manager, RowBatches.Batch rows, long progress);
    }

    EpochBatches(NDManager parent, RowBatches rows, Maker maker) {
        this.manager = parent.newSubManager();
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
        RowBatches.Batch filled;
        try {
            filled = rows.next();
        } catch (IOException e) {
            rows.cancel();
            throw new UncheckedIOException(e.getMessage(), e);
        }
        progress += filled.items().length;
        return maker.batch(manager, filled, progress);
    }
}
