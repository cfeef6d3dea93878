package org.tagzoo.datasets.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.datasets.split.DrawnImages.image;
import static org.tagzoo.datasets.split.DrawnImages.likeMirflickr;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.TaggedImage;

class StratifiedSplitterTest {

    private static final double[] FRACTIONS = {0.6, 0.2, 0.2};

    /**
     * By hand: of 10 images, 5 have label 0 (3 + 1 + 1 wanted), 5 none (3 + 1 + 1 wanted); whatever
     * the order, each share is met exactly.
     */
    @Test
    void sharesThatCanBeExactAre() {
        List<TaggedImage> images = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            images.add(i < 5 ? image("i" + i, 0) : image("i" + i));
        }
        for (int seed = 0; seed < 20; seed++) {
            Split split = split(images, seed);
            assertEquals("train 6, validation 2, test 2", split.toString());
            assertEquals(List.of(3, 1, 1), shares(split, images, 0));
        }
    }

    /**
     * By hand: three images with label 0 (1.8 + 0.6 + 0.6 wanted) would be two for train and none
     * for test by the paper alone; each part gets one.
     */
    @Test
    void threeImagesOfALabelGoToThreeParts() {
        List<TaggedImage> images = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            images.add(i < 3 ? image("i" + i, 0) : image("i" + i, 1));
        }
        for (int seed = 0; seed < 20; seed++) {
            assertEquals(List.of(1, 1, 1), shares(split(images, seed), images, 0));
        }
    }

    @Test
    void balancesEveryLabelOfALargeCorpus() {
        List<TaggedImage> images = likeMirflickr(10_000, 14, 1);
        Split split = split(images, 7);
        assertEquals("train 6000, validation 2000, test 2000", split.toString());
        double worst = 0;
        double worstAtRandom = 0;
        Split random = atRandom(images);
        for (int label = 0; label < 14; label++) {
            worst = Math.max(worst, distance(shares(split, images, label)));
            worstAtRandom = Math.max(worstAtRandom, distance(shares(random, images, label)));
        }
        assertTrue(worst <= 1.5, "a label is " + worst + " images off its share");
        assertTrue(worstAtRandom > 10 * worst, "at random " + worstAtRandom);

        Map<Part, Integer> unlabelled = new EnumMap<>(Part.class);
        for (TaggedImage image : images) {
            if (image.labels().isEmpty()) {
                unlabelled.merge(split.partOf(image.id()), 1, Integer::sum);
            }
        }
        int all = unlabelled.values().stream().mapToInt(Integer::intValue).sum();
        assertEquals(0.6 * all, unlabelled.get(Part.TRAIN), 0.01 * all);
        assertEquals(0.2 * all, unlabelled.get(Part.TEST), 0.01 * all);
    }

    /** 20 labels of about 4 images each besides 5 common ones, in 300 images. */
    @Test
    void commonLabelsKeepTheirSharesAmongRareOnes() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<TaggedImage> images = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                images.add(
                        image(
                                "i" + i,
                                IntStream.range(0, 25)
                                        .filter(l -> random.nextDouble() < (l < 5 ? 0.3 : 0.015))
                                        .toArray()));
            }
            Split split = split(images, seed);
            assertEquals(180, split.count(Part.TRAIN), 1, "seed " + seed);
            assertEquals(60, split.count(Part.TEST), 1, "seed " + seed);
            for (int label = 0; label < 25; label++) {
                double off = distance(shares(split, images, label));
                assertTrue(off <= 1.5, "seed " + seed + ", label " + label + ": " + off);
            }
        }
    }

    @Test
    void keepsGroupsTogetherAndBalanced() {
        Random random = new Random(3);
        List<TaggedImage> images = new ArrayList<>();
        for (TaggedImage image : likeMirflickr(3000, 14, 2)) {
            images.add(image.withGroup("g" + random.nextInt(1200)));
        }
        Split split = split(images, 7);
        Map<String, Part> partOfGroup = new HashMap<>();
        for (TaggedImage image : images) {
            Part part = split.partOf(image.id());
            Part before = partOfGroup.putIfAbsent(image.group(), part);
            assertTrue(before == null || before == part, image.group());
        }
        for (int label = 0; label < 14; label++) {
            double off = distance(shares(split, images, label));
            assertTrue(off <= 4, "label " + label + " is " + off + " images off its share");
        }
    }

    @Test
    void isCompleteAndGivesEveryPartItsLabels() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            int labels = 1 + random.nextInt(12);
            int size = 40 + random.nextInt(200);
            List<TaggedImage> images = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                Set<Integer> own = new TreeSet<>();
                for (int label = 0; label < labels; label++) {
                    if (random.nextDouble() < 0.3 / (1 + label * label)) {
                        own.add(label);
                    }
                }
                int group = random.nextInt(2) == 0 ? i : random.nextInt(size);
                images.add(
                        image("i" + i, own.stream().mapToInt(Integer::intValue).toArray())
                                .withGroup("g" + group));
            }
            Split split = split(images, seed);
            assertEquals(images.size(), split.parts().size(), "seed " + seed);
            int counted = 0;
            for (Part part : Part.values()) {
                counted += split.images(images, part).size();
                assertEquals(split.count(part), split.images(images, part).size());
            }
            assertEquals(images.size(), counted, "seed " + seed);
            for (int label = 0; label < labels; label++) {
                Set<String> groups = new HashSet<>();
                for (TaggedImage image : images) {
                    if (image.labels().contains(label)) {
                        groups.add(image.group());
                    }
                }
                if (groups.size() >= 3) {
                    assertTrue(
                            Collections.min(shares(split, images, label)) >= 1,
                            "seed " + seed + ", label " + label + " in " + groups);
                }
            }
        }
    }

    @Test
    void orderOfImagesAndOfThreadsChangesNothing() {
        List<TaggedImage> images = likeMirflickr(500, 14, 5);
        Split split = split(images, 11);
        List<TaggedImage> other = new ArrayList<>(images);
        Collections.shuffle(other, new Random(1));
        assertEquals(split, split(other, 11));
        assertEquals(
                images.stream().map(TaggedImage::id).toList(), List.copyOf(split.parts().keySet()));
        assertNotEquals(split, split(images, 12));
    }

    /** Counts the time of this thread alone, as other tests may share the machine. */
    @Test
    void isQuick() {
        List<TaggedImage> images = likeMirflickr(25_000, 24, 6);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        split(images, 1);
        long millis = (threads.getCurrentThreadCpuTime() - start) / 1_000_000;
        assertTrue(millis < 1000, millis + " ms");
    }

    /** Four images with labels of three of them each: two must share a part. */
    @Test
    void endsWhereNothingFits() {
        List<TaggedImage> images =
                List.of(
                        image("a", 0, 1, 2),
                        image("b", 0, 1, 3),
                        image("c", 0, 2, 3),
                        image("d", 1, 2, 3));
        assertEquals(4, split(images, 1).parts().size());
    }

    @Test
    void otherFractions() {
        List<TaggedImage> images = likeMirflickr(1000, 3, 8);
        Split split =
                StratifiedSplitter.builder()
                        .setSeed(1)
                        .optFractions(0.7, 0.2, 0.1)
                        .build()
                        .split(images);
        assertEquals("train 700, validation 200, test 100", split.toString());
    }

    @Test
    void threeGroupsAreEnoughAndTwoAreNot() {
        List<TaggedImage> three = List.of(image("a"), image("b"), image("c"));
        assertEquals("train 1, validation 1, test 1", split(three, 1).toString());
        List<TaggedImage> two = List.of(image("a"), image("b"), image("c").withGroup("b"));
        var refusal = assertThrows(CorpusException.class, () -> split(two, 1));
        assertTrue(
                refusal.getMessage().startsWith("3 images in 2 groups leave a part empty (train "),
                refusal.getMessage());
        assertThrows(CorpusException.class, () -> split(List.of(), 1));
    }

    @Test
    void badSettings() {
        assertThrows(IllegalArgumentException.class, () -> StratifiedSplitter.builder().build());
        for (double[] f :
                new double[][] {
                    {0.6, 0.2, 0.1}, {0.8, 0.2, 0}, {1.2, -0.1, -0.1}, {Double.NaN, 1, 0}
                }) {
            var builder = StratifiedSplitter.builder().setSeed(1).optFractions(f[0], f[1], f[2]);
            assertThrows(IllegalArgumentException.class, builder::build);
        }
        List<TaggedImage> twice = List.of(image("a"), image("b"), image("c"), image("a"));
        assertThrows(IllegalArgumentException.class, () -> split(twice, 1));
    }

    private static Split split(List<TaggedImage> images, long seed) {
        return StratifiedSplitter.builder().setSeed(seed).build().split(images);
    }

    private static Split atRandom(List<TaggedImage> images) {
        List<TaggedImage> shuffled = new ArrayList<>(images);
        Collections.shuffle(shuffled, new Random(4));
        Map<String, Part> parts = new HashMap<>();
        for (int i = 0; i < shuffled.size(); i++) {
            double at = (double) i / shuffled.size();
            Part part = at < 0.6 ? Part.TRAIN : at < 0.8 ? Part.VALIDATION : Part.TEST;
            parts.put(shuffled.get(i).id(), part);
        }
        return new Split(parts);
    }

    /** Returns how many images of a label each part has. */
    private static List<Integer> shares(Split split, List<TaggedImage> images, int label) {
        List<Integer> shares = new ArrayList<>();
        for (Part part : Part.values()) {
            shares.add(
                    (int)
                            split.images(images, part).stream()
                                    .filter(image -> image.labels().contains(label))
                                    .count());
        }
        return shares;
    }

    /** Returns by how many images the furthest part is off its share. */
    private static double distance(List<Integer> shares) {
        int all = shares.stream().mapToInt(Integer::intValue).sum();
        return IntStream.range(0, 3)
                .mapToDouble(part -> Math.abs(shares.get(part) - FRACTIONS[part] * all))
                .max()
                .orElseThrow();
    }
}
