package org.tagzoo.app.comparison;

import java.io.IOException;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.CorpusScan;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.split.SplitFile;

/** The corpus of a run that is done, read again, in the run's own split. */
public final class RunCorpus {

    private RunCorpus() {}

    /**
     * @throws RunException if it can't be read any more
     * @throws IOException if it is another now
     */
    public static SplitCorpus read(RunFolder folder) throws IOException {
        ComparisonSettings settings = RunConfig.settings(folder);
        ScannedCorpus scanned;
        try {
            scanned = KnownColumns.hashed(scan(settings), settings.recipe());
        } catch (CorpusException e) {
            throw new RunException(
                    "The corpus of %s can't be read again (%s): run this in the folder where the run was started"
                            .formatted(folder.root(), e.getMessage()));
        }
        RunConfig.requireCorpus(folder, scanned.hash());
        return SplitCorpus.of(
                scanned, SplitFile.read(folder.file("split.csv"), scanned.corpus().images()));
    }

    private static ScannedCorpus scan(ComparisonSettings settings) {
        var corpus = Corpora.read(settings.corpus(), settings.corpusOptions());
        try (Progress progress =
                Progress.start("looking at the images", corpus.images().size(), "images")) {
            return CorpusScan.scan(corpus, settings.threads(), progress.counter());
        }
    }
}
