package org.tagzoo.app.experiment;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.tagzoo.app.network.FirstWeights;
import org.tagzoo.app.network.NetworkFile;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.network.TensorsHash;
import org.tagzoo.app.recipe.RowRecipe;

/** Describes rows' networks in {@code network.json}, so that they can be built without a corpus. */
final class RowNetworks {

    private final PreparedCorpus corpus;
    private final RowPlans plans;
    private final long seed;
    private final Consumer<String> log;

    /**
     * @param seed of the rows' own training
     */
    RowNetworks(PreparedCorpus corpus, RowPlans plans, long seed, Consumer<String> log) {
        this.corpus = corpus;
        this.plans = plans;
        this.seed = seed;
        this.log = log;
    }

    /** Writes the file of a row that is trained. */
    void write(RowPlan plan, Path rowFolder) throws IOException {
        NetworkFile.write(
                rowFolder,
                new RowNetwork(
                        plan.row().name(),
                        plan.network().backbone().name(),
                        plan.weights().map(found -> found.card().strideOnFirst1x1()).orElse(false),
                        plan.network().head(),
                        plan.row().imageSize(),
                        plan.row().decoding(),
                        plan.normalization(),
                        corpus.labels(),
                        plan.row().lastPhase().train(),
                        TensorsHash.read(rowFolder.resolve(NetworkFile.TENSORS)),
                        plan.weights().map(FirstWeights::of)));
    }

    /**
     * Writes the file of a row that a TagZoo without it finished. The row's figures stand whether
     * that succeeds or not.
     *
     * @throws InterruptedIOException if this thread was interrupted
     */
    void writeIfMissing(RowRecipe row, Path rowFolder) throws InterruptedIOException {
        if (NetworkFile.isIn(rowFolder)) {
            return;
        }
        try {
            write(plans.of(row, seed), rowFolder);
        } catch (IOException | RuntimeException e) {
            Interruption.check(e);
            log.accept(
                    "%s: its figures stand, but %s, which export needs, can't be written. %s"
                            .formatted(row.name(), NetworkFile.NAME, Reason.of(e)));
        }
    }
}
