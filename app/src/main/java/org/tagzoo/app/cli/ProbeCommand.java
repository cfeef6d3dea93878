package org.tagzoo.app.cli;

import java.io.IOException;
import org.tagzoo.app.probe.LeakageProbe;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.report.Leakage;
import org.tagzoo.app.report.LeakageText;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.corpus.CorpusScan;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.duplicate.KeepTogether;
import org.tagzoo.datasets.json.CheckedJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagzoo probe}: whether labels can be told without looking at the images. */
@Command(name = "probe")
final class ProbeCommand extends Subcommand {

    @Parameters(paramLabel = "CORPUS", arity = "0..1")
    private String corpus;

    @Mixin private CorpusOptionsMixin corpusOptions;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
    private long seed;

    @Option(names = "--json")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        CorpusOptions options = corpusOptions.options(seed);
        Corpus read = Corpora.read(corpus == null ? corpusOptions.corpus() : corpus, options);
        ScannedCorpus scanned;
        try (Progress progress =
                Progress.start("looking at the images", read.images().size(), "images")) {
            int threads = Runtime.getRuntime().availableProcessors();
            scanned =
                    KeepTogether.nearDuplicates(
                            CorpusScan.scan(read, threads, progress.counter()), options);
        }
        Leakage found = LeakageProbe.of(scanned, seed);
        return print(json ? CheckedJson.indented(found) : LeakageText.of(found));
    }
}
