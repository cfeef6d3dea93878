package org.tagzoo.app.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.Exif;
import org.tagzoo.datasets.image.FileFacts;
import org.tagzoo.datasets.image.ImageFile;
import org.tagzoo.datasets.image.PerceptualHash;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.score.Decisions;

/** Images of one camera are predicted worse than others. */
class WeakGroupTest {

    private static final int IMAGES = 400;

    private static ScannedCorpus corpus(int count) {
        List<TaggedImage> images = new ArrayList<>();
        Map<String, FileFacts> facts = new HashMap<>();
        Map<String, String> contents = new HashMap<>();
        for (int n = 0; n < count; n++) {
            String id = "day" + n % 5 + "/" + n;
            images.add(
                    new TaggedImage(
                                    id,
                                    new ImageFile(Path.of("none")),
                                    new TreeSet<>(List.of(n % 2)),
                                    id)
                            .withFields(
                                    Map.of(
                                            "name",
                                            id,
                                            "season",
                                            n % 3 == 0 ? "winter" : "summer")));
            facts.put(
                    id,
                    new FileFacts(
                            64,
                            n % 7 == 0 ? 48 : 64,
                            1000,
                            new Exif(
                                    1,
                                    Optional.of(n % 4 == 1 ? "old" : "new"),
                                    OptionalInt.empty()),
                            List.of(1.0, 2.0, 3.0),
                            new PerceptualHash(new long[4], new long[4])));
            contents.put(id, "");
        }
        Corpus corpus =
                new Corpus("days", new LabelSet(List.of("a", "b")), images, List.of(), List.of());
        return new ScannedCorpus(corpus, contents, facts, "");
    }

    /** Returns decisions of which a share is turned for some images. */
    private static Decisions decisions(int count, double turned) {
        SplittableRandom random = new SplittableRandom(3);
        boolean[][] truth = new boolean[count][2];
        boolean[][] predicted = new boolean[count][2];
        for (int n = 0; n < count; n++) {
            truth[n][n % 2] = true;
            boolean isTurned = random.nextDouble() < (n % 4 == 1 ? turned : 0.1);
            predicted[n][isTurned ? 1 - n % 2 : n % 2] = true;
        }
        return new Decisions(predicted, truth);
    }

    @Test
    void theCameraIsToldAndNothingElse() {
        int[] apart = IntStream.range(0, IMAGES).toArray();
        List<WeakGroup> found = WeakGroup.find(corpus(IMAGES), decisions(IMAGES, 0.5), apart);
        assertEquals(1, found.size(), found::toString);
        WeakGroup weak = found.get(0);
        assertEquals("camera", weak.what());
        assertEquals("old", weak.value());
        assertEquals(100, weak.images());
        assertTrue(weak.low() < weak.f1() && weak.f1() < weak.high(), weak::toString);
        assertTrue(weak.high() < weak.others(), weak::toString);
        assertEquals(List.of(), WeakGroup.find(corpus(IMAGES), decisions(IMAGES, 0.1), apart));
        // Images of four cameras' worth that all show the same tell nothing.
        int[] same = IntStream.range(0, IMAGES).map(n -> n % 4 == 1 ? 1 : n).toArray();
        assertEquals(List.of(), WeakGroup.find(corpus(IMAGES), decisions(IMAGES, 0.5), same));
    }

    /** All pairs of images and names would take a minute. */
    @Test
    void aNameOfEachImageCostsLittle() {
        int count = 20_000;
        ScannedCorpus corpus = corpus(count);
        Decisions decisions = decisions(count, 0.5);
        int[] apart = IntStream.range(0, count).toArray();
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        List<WeakGroup> found = WeakGroup.find(corpus, decisions, apart);
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        assertTrue(nanos < 5_000_000_000L, () -> nanos + " ns");
        assertEquals(List.of("old"), found.stream().map(WeakGroup::value).toList());
    }
}
