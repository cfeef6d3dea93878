package org.tagzoo.app.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tagzoo.app.report.Leakage;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.Exif;
import org.tagzoo.datasets.image.FileFacts;
import org.tagzoo.datasets.label.LabelSet;

class LeakageProbeTest {

    private static final int IMAGES = 600;

    /** Labels at random: one of two fifths of the images, one of a tenth, one too rare. */
    private final List<TreeSet<Integer>> labels = new ArrayList<>();

    private final List<FileFacts> facts = new ArrayList<>();

    /** Draws a corpus whose files say nothing of its labels. */
    private SplittableRandom draw(long seed) {
        labels.clear();
        facts.clear();
        SplittableRandom random = new SplittableRandom(seed);
        for (int n = 0; n < IMAGES; n++) {
            TreeSet<Integer> of = new TreeSet<>();
            if (random.nextInt(10) < 4) {
                of.add(0);
            }
            if (random.nextInt(10) < 1) {
                of.add(1);
            }
            if (n % 100 == 50) {
                of.add(2);
            }
            labels.add(of);
            facts.add(facts(300 + 20 * random.nextInt(12), 200 + random.nextInt(100), random));
        }
        return random;
    }

    private static FileFacts facts(int width, int height, SplittableRandom random) {
        Exif exif =
                new Exif(
                        1,
                        Optional.of("camera " + random.nextInt(5)),
                        OptionalInt.of(random.nextInt(24)));
        double grey = random.nextDouble(256);
        return new FileFacts(
                width, height, 1000 + random.nextInt(9000), exif, List.of(grey, grey, grey), null);
    }

    private Leakage judge(String id) {
        List<TaggedImage> images = new ArrayList<>();
        Map<String, String> hashes = new HashMap<>();
        Map<String, FileFacts> byId = new HashMap<>();
        for (int n = 0; n < IMAGES; n++) {
            TreeSet<Integer> of = labels.get(n);
            String name = id.formatted(of.contains(0) ? "cat" : "none", n);
            images.add(new TaggedImage(name, null, of, name));
            hashes.put(name, "hash " + n);
            byId.put(name, facts.get(n));
        }
        LabelSet names = new LabelSet(List.of("cat", "dog", "rare"));
        Corpus corpus = new Corpus("csv:c", names, images, List.of(), List.of());
        return LeakageProbe.of(new ScannedCorpus(corpus, hashes, byId, "hash"), 1);
    }

    private static List<String> accused(Leakage leakage) {
        return leakage.leaks().stream().map(Leakage.Column::name).toList();
    }

    private static Leakage.Column column(Leakage leakage, String name) {
        return leakage.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingIsAccusedWhereNothingLeaks() {
        for (long seed = 0; seed < 10; seed++) {
            draw(seed);
            Leakage found = judge("%2$d.jpg");
            assertEquals(List.of(), accused(found));
            assertEquals(List.of("rare"), found.rare());
        }
    }

    /** As photographs from 12 boats: most sizes come with a label, or never. */
    @Test
    void aSizeThatGivesALabelAwayIsNamed() {
        SplittableRandom random = draw(1);
        for (int n = 0; n < IMAGES; n++) {
            int boat = labels.get(n).contains(0) ? random.nextInt(6) : 6 + random.nextInt(6);
            int seen = random.nextInt(10) == 0 ? random.nextInt(12) : boat;
            // Sizes of the two kinds alternate, so that no neighbour tells.
            int place = seen < 6 ? 2 * seen : 2 * (seen - 6) + 1;
            facts.set(n, facts(400 + 10 * place, 300 + (place * 7) % 12, random));
        }
        Leakage found = judge("%2$d.jpg");
        assertTrue(accused(found).contains("size"), () -> accused(found).toString());
        assertTrue(List.of("size", "width", "height", "aspect").containsAll(accused(found)));
        Leakage.Column size = column(found, "size");
        assertEquals("cat", size.leaks().get(0).label());
        assertEquals(1, size.leaks().size());
        assertEquals("size", size.remedy().groupBy());
        assertTrue(size.remedy().before() > 0.85, size::toString);
        assertTrue(size.remedy().after() < 0.65, size::toString);
    }

    @Test
    void aCameraIsNamedAndFewCamerasCantBeKeptApart() {
        SplittableRandom random = draw(2);
        for (int n = 0; n < IMAGES; n++) {
            FileFacts plain = facts(400 + random.nextInt(90), 300, random);
            String camera = labels.get(n).contains(1) ? "Canon" : "Nikon";
            Exif exif = new Exif(1, Optional.of(camera), plain.exif().hour());
            facts.set(
                    n,
                    new FileFacts(plain.width(), 300, plain.bytes(), exif, plain.colour(), null));
        }
        Leakage found = judge("%2$d.jpg");
        assertEquals(List.of("camera"), accused(found));
        assertNull(column(found, "camera").remedy().after(), "two groups make no five folds");
    }

    @Test
    void colourIsContent() {
        SplittableRandom random = draw(3);
        for (int n = 0; n < IMAGES; n++) {
            FileFacts plain = facts.get(n);
            double grey = labels.get(n).contains(0) ? 20 : 200;
            List<Double> colour = List.of(grey + random.nextInt(10), grey, grey);
            facts.set(
                    n,
                    new FileFacts(
                            plain.width(),
                            plain.height(),
                            plain.bytes(),
                            plain.exif(),
                            colour,
                            null));
        }
        Leakage found = judge("%2$d.jpg");
        assertEquals(List.of(), accused(found));
        assertTrue(column(found, "colour").best().orElseThrow().bound() > 0.9);
    }

    @Test
    void foldersOfOtherNamesLeakAndThoseOfLabelsAreNoColumn() {
        draw(4);
        Leakage other = judge("%s photographs/%d.jpg");
        assertTrue(accused(other).contains("folder"), () -> accused(other).toString());
        for (TreeSet<Integer> of : labels) {
            if (!of.contains(0)) {
                of.clear();
                of.add(1);
            }
        }
        Leakage found = judge("%s/%d.jpg");
        assertTrue(accused(found).contains("folder"), "not all are named as a label");
        assertNotNull(column(found, "order"));
    }

    @Test
    void drawingsHaveNoSizeNoBytesAndNoOrder() {
        draw(6);
        Exif none = new Exif(1, Optional.empty(), OptionalInt.empty());
        facts.replaceAll(f -> new FileFacts(0, 0, f.bytes(), none, f.colour(), null));
        List<String> names =
                judge("%2$d.svg").columns().stream().map(Leakage.Column::name).toList();
        assertEquals(List.of("colour"), names);
    }

    /**
     * By hand: cat has 0.4 or so of the images and dog 0.1 or so; predicting cat for all gives 2 *
     * 240 / (600 + 240 + 60) = 0.53 of micro F1, and both 2 * 300 / (1200 + 300) = 0.4.
     */
    @Test
    void chanceIsEachLabelsShareUnderTheSameSearch() {
        draw(5);
        long cats = labels.stream().filter(of -> of.contains(0)).count();
        long all = labels.stream().mapToLong(TreeSet::size).sum();
        assertEquals(2.0 * cats / (IMAGES + all), judge("%2$d.jpg").chance(), 1e-12);
    }
}
