package org.tagzoo.datasets.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.datasets.split.DrawnImages.image;
import static org.tagzoo.datasets.split.DrawnImages.likeMirflickr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.label.LabelSet;

class FoldsTest {

    /**
     * By hand: 5 of 10 images have the label, so each of 5 folds gets one of them and one other.
     */
    @Test
    void sharesThatCanBeExactAre() {
        List<TaggedImage> images = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            images.add(i < 5 ? image("i" + i, 0) : image("i" + i));
        }
        for (int seed = 0; seed < 20; seed++) {
            Folds folds = Folds.of(images, 5, seed);
            for (int fold = 1; fold <= 5; fold++) {
                Split split = folds.split(fold);
                assertEquals("train 6, validation 2, test 2", split.toString());
                assertEquals(
                        1,
                        split.images(images, Part.TEST).stream()
                                .filter(image -> !image.labels().isEmpty())
                                .count());
            }
        }
    }

    @Test
    void eachImageIsTestedOnceAndLabelsAreSpreadEvenly() {
        List<TaggedImage> images = likeMirflickr(1000, 20, 3);
        Folds folds = Folds.of(images, 10, 7);
        List<TaggedImage> tested = new ArrayList<>();
        int[] most = new int[20];
        int[] fewest = new int[20];
        Arrays.fill(fewest, images.size());
        for (int fold = 1; fold <= 10; fold++) {
            Split split = folds.split(fold);
            assertEquals("train 700, validation 200, test 100", split.toString());
            List<TaggedImage> test = split.images(images, Part.TEST);
            tested.addAll(test);
            for (int label = 0; label < 20; label++) {
                int l = label;
                int count = (int) test.stream().filter(i -> i.labels().contains(l)).count();
                most[l] = Math.max(most[l], count);
                fewest[l] = Math.min(fewest[l], count);
            }
        }
        assertEquals(1000, tested.size());
        assertEquals(Set.copyOf(images), Set.copyOf(tested));
        for (int label = 0; label < 20; label++) {
            assertTrue(most[label] - fewest[label] <= 2, "label " + label);
        }
    }

    @Test
    void groupsStayWholeInFoldsAndInTheirValidationParts() {
        List<TaggedImage> images = new ArrayList<>();
        for (TaggedImage image : likeMirflickr(300, 5, 1)) {
            images.add(image.withGroup("g" + images.size() / 7));
        }
        Folds folds = Folds.of(images, 4, 2);
        for (int fold = 1; fold <= 4; fold++) {
            Split split = folds.split(fold);
            Map<String, Part> partOf = new HashMap<>();
            for (TaggedImage image : images) {
                Part part = split.partOf(image.id());
                assertEquals(part, partOf.getOrDefault(image.group(), part));
                partOf.put(image.group(), part);
            }
        }
    }

    @Test
    void orderOfImagesChangesNothingAndTheSeedDoes() {
        List<TaggedImage> images = likeMirflickr(200, 5, 1);
        List<TaggedImage> shuffled = new ArrayList<>(images);
        Collections.shuffle(shuffled, new Random(5));
        Folds folds = Folds.of(images, 5, 1);
        assertEquals(folds.foldOf(), Folds.of(shuffled, 5, 1).foldOf());
        assertEquals(folds.split(3), Folds.of(shuffled, 5, 1).split(3));
        assertNotEquals(folds.foldOf(), Folds.of(images, 5, 2).foldOf());
    }

    @Test
    void foldsOfTrainingLeaveTheTestPartOut() {
        List<TaggedImage> images = likeMirflickr(100, 2, 1);
        Corpus corpus =
                new Corpus("c", new LabelSet(List.of("a", "b")), images, List.of(), List.of());
        ScannedCorpus scanned =
                new ScannedCorpus(
                        corpus,
                        images.stream().collect(Collectors.toMap(TaggedImage::id, i -> "hash")),
                        Map.of(),
                        "hash");
        SplitCorpus outer =
                SplitCorpus.of(
                        scanned, StratifiedSplitter.builder().setSeed(1).build().split(images));
        Folds folds = Folds.ofTraining(outer, 4, 1);
        for (int fold = 1; fold <= 4; fold++) {
            SplitCorpus inner = SplitCorpus.of(scanned, folds.split(fold));
            for (Part part : Part.values()) {
                for (TaggedImage image : inner.images(part)) {
                    assertNotEquals(Part.TEST, outer.split().partOf(image.id()));
                }
            }
            assertEquals("train 44, validation 16, test 20", folds.split(fold).toString());
        }
    }

    @Test
    void tooFewGroupsAreRefused() {
        List<TaggedImage> images = List.of(image("a", 0), image("b", 0), image("c", 0));
        assertThrows(IllegalArgumentException.class, () -> Folds.of(images, 1, 1));
        String message =
                assertThrows(CorpusException.class, () -> Folds.of(images, 4, 1)).getMessage();
        assertTrue(message.startsWith("3 images in 3 groups can't fill 4 folds"), message);
    }
}
