package org.tagzoo.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.tagzoo.app.audit.Audit;
import org.tagzoo.app.audit.AuditFindings;
import org.tagzoo.app.audit.AuditSections;
import org.tagzoo.app.evaluation.Thumbnails;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.similar.SearchNetwork;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.corpus.CorpusScan;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.duplicate.KeepTogether;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.datasets.text.EnumText;
import org.tagzoo.zoo.registry.WeightsCache;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagzoo audit}: what is odd about a corpus, before anybody trains on it. */
@Command(name = "audit")
final class AuditCommand extends Subcommand {

    private static final CSVFormat LINES =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    @Parameters(paramLabel = "CORPUS", arity = "0..1")
    private String corpus;

    @Mixin private CorpusOptionsMixin corpusOptions;

    @Option(names = "--model", paramLabel = "NAME", defaultValue = "efficientnet_lite0")
    private String model;

    @Option(names = "--top", paramLabel = "N", defaultValue = "200")
    private int top;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
    private long seed;

    @Option(
            names = {"--out", "-o"},
            paramLabel = "FILE",
            defaultValue = "audit.html")
    private Path out;

    @Option(names = "--csv", paramLabel = "FILE")
    private Path csv;

    @Option(names = "--fail-on", paramLabel = "KIND", split = ",")
    private List<AuditFindings.Kind> failOn = List.of();

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--offline")
    private boolean offline;

    @Mixin private DeviceOption.Single device;

    @Override
    public Integer call() throws IOException {
        requireWithin("--top", top, 1, 1_000_000);
        requireFile("--out", out);
        requireFile("--csv", csv);
        WeightsCache cache = WeightsCache.of(program().environment());
        ScannedCorpus scanned = scan();
        Audit.Result result;
        try (SearchNetwork network =
                SearchNetwork.ofModel(model, IndexCommand.lookup(this, cache, offline))) {
            Audit audit = new Audit(network, device.device(), THREADS, cache.folder(), seed, top);
            result = audit.of(scanned, err()::println);
        }
        AuditFindings found = result.findings();
        AuditSections sections = new AuditSections(found);
        sections.page(Thumbnails.of(scanned.corpus().images()), result.map()).write(out);
        if (csv != null) {
            AtomicFile.write(csv, writer -> list(new CSVPrinter(writer, LINES), found));
        }
        print(json ? CheckedJson.indented(found) : sections.text());
        err().println("Audit: " + out);
        List<String> fatal =
                failOn.stream().filter(found::has).map(k -> EnumText.of(k)).distinct().toList();
        if (!fatal.isEmpty()) {
            err().println("Failed, as --fail-on asks: " + String.join(", ", fatal));
            return CommandLine.ExitCode.SOFTWARE;
        }
        return CommandLine.ExitCode.OK;
    }

    private static void list(CSVPrinter csv, AuditFindings found) throws IOException {
        csv.printRecord(List.of("id", "label", "kind", "score"));
        for (AuditFindings.WrongLabel w : found.wrongLabels()) {
            csv.printRecord(w.id(), w.label(), w.kind(), w.score());
        }
    }

    private ScannedCorpus scan() throws IOException {
        CorpusOptions options = corpusOptions.options(seed);
        Corpus read =
                Corpora.read(Optional.ofNullable(corpus).orElse(corpusOptions.corpus()), options);
        try (Progress progress =
                Progress.start("looking at the images", read.images().size(), "images")) {
            return KeepTogether.nearDuplicates(
                    CorpusScan.scan(read, THREADS, progress.counter()), options);
        }
    }
}
