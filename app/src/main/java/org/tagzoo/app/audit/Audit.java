package org.tagzoo.app.audit;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.tagzoo.app.probe.LeakageProbe;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.similar.SearchNetwork;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.corpus.SameGroup;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.zoo.audit.Suspect;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * Looks for what is odd about a corpus.
 *
 * @param network whose embeddings are taken
 * @param device that computes them
 * @param threads how many images are read at once
 * @param cache folder of embeddings
 * @param seed of folds and initial values
 * @param most how many wrong labels are told
 */
public record Audit(
        SearchNetwork network, Device device, int threads, Path cache, long seed, int most) {

    /** Looks at a corpus. */
    public AuditFindings of(ScannedCorpus scanned, Consumer<String> log) throws IOException {
        List<TaggedImage> images = scanned.corpus().images();
        List<String> names = scanned.corpus().labels().names();
        List<OddImage> odd = OddImage.find(images, threads);
        ScoreMatrix scores = scores(scanned, log);
        List<Suspect> suspects = Suspect.rank(scores, groups(images), seed);
        int[] support = new int[names.size()];
        images.forEach(image -> image.labels().forEach(label -> support[label]++));
        return new AuditFindings(
                scanned.corpus().name(),
                images.size(),
                names.size(),
                network.network().shown(),
                LeakageProbe.of(scanned, seed),
                DuplicateGroup.find(scanned),
                scanned.corpus().quarantine().stream()
                        .map(q -> new AuditFindings.Broken(q.id(), q.location(), q.reason()))
                        .toList(),
                suspects.stream()
                        .filter(suspect -> suspect.chance() > 0)
                        .limit(most)
                        .map(suspect -> wrong(suspect, images.get(suspect.image()), names))
                        .toList(),
                LabelRelation.find(names, scores),
                RareLabel.find(names, support),
                odd.stream()
                        .map(
                                o ->
                                        new AuditFindings.Odd(
                                                images.get(o.image()).id(), o.what(), o.value()))
                        .toList());
    }

    private ScoreMatrix scores(ScannedCorpus scanned, Consumer<String> log) throws IOException {
        List<TaggedImage> images = scanned.corpus().images();
        CachedRows embeddings;
        try (Progress progress = Progress.start("embedding", images.size(), "images")) {
            embeddings =
                    network.features()
                            .of(
                                    images,
                                    scanned.contents(),
                                    device,
                                    threads,
                                    cache,
                                    log,
                                    progress::step);
        }
        try (Progress progress = Progress.start("scoring labels", OutOfFoldScores.FOLDS, "folds")) {
            return OutOfFoldScores.of(scanned, embeddings, seed, progress.counter());
        }
    }

    private static AuditFindings.WrongLabel wrong(
            Suspect suspect, TaggedImage image, List<String> names) {
        return new AuditFindings.WrongLabel(
                image.id(),
                names.get(suspect.label()),
                suspect.isSurplus() ? "surplus" : "missing",
                suspect.score(),
                image.labels().stream().sorted().map(names::get).toList());
    }

    private static int[] groups(List<TaggedImage> images) {
        return SameGroup.numbers(images.stream().map(TaggedImage::group).toList());
    }
}
