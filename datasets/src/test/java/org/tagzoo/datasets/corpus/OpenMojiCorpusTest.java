package org.tagzoo.datasets.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.RgbImage;

class OpenMojiCorpusTest {

    /** Every so many drawings are drawn; all would take too long. */
    private static final int STEP = 13;

    /** Empty in OpenMoji 17.0.0 itself. */
    private static final String BLANK = "black/1F195";

    private static Corpus corpus;

    @BeforeAll
    static void read() {
        corpus = OpenMojiCorpus.read();
    }

    @Test
    void holdsDifferentDrawingsAndTwentyLabels() {
        assertEquals(3_481, corpus.images().size());
        long different =
                corpus.images().stream()
                        .map(image -> ((SvgDrawing) image.source()).sha256())
                        .distinct()
                        .count();
        assertEquals(3_481, different);
        assertEquals(20, corpus.labels().size());
        assertEquals(List.of(), corpus.quarantine());
        assertEquals(corpus.labels().names(), corpus.labels().names().stream().sorted().toList());
        assertTrue(corpus.notes().get(0).contains("CC BY-SA 4.0"));
    }

    @Test
    void bothDrawingsOfAnEmojiAreOfOneGroupAndHaveTheSameLabels() {
        Map<String, List<TaggedImage>> groups =
                corpus.images().stream().collect(Collectors.groupingBy(TaggedImage::group));
        groups.forEach(
                (hexcode, drawings) -> {
                    Set<String> both = Set.of("black/" + hexcode, "color/" + hexcode);
                    assertTrue(both.containsAll(DrawnCorpus.ids(drawings)), hexcode);
                    for (TaggedImage drawing : drawings) {
                        assertEquals(drawings.get(0).labels(), drawing.labels(), hexcode);
                    }
                });
        assertEquals(2, groups.get("1F600").size());
    }

    @Test
    void theLabelsAreTheCommonestTags() throws IOException {
        Map<String, Integer> emoji = new HashMap<>();
        byte[] table = OpenMojiCorpus.archive().get("openmoji.csv");
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (var rows = format.parse(new StringReader(new String(table, UTF_8)))) {
            for (CSVRecord row : rows) {
                Set.of(row.get("tags").split(" *, *"))
                        .forEach(tag -> emoji.merge(tag.strip(), 1, Integer::sum));
            }
        }
        Map<String, Integer> images = new HashMap<>();
        corpus.images()
                .forEach(
                        image ->
                                image.labels()
                                        .forEach(
                                                label ->
                                                        images.merge(
                                                                corpus.labels().name(label),
                                                                1,
                                                                Integer::sum)));
        int rarest = Integer.MAX_VALUE;
        for (String label : corpus.labels().names()) {
            assertTrue(images.get(label) >= emoji.get(label), label);
            assertTrue(images.get(label) <= 2 * emoji.get(label), label);
            rarest = Math.min(rarest, emoji.remove(label));
        }
        assertTrue(Collections.max(emoji.values()) <= rarest);
    }

    @Test
    void drawingsShowSomethingWhateverTheThreads() throws IOException {
        List<TaggedImage> some =
                IntStream.range(0, corpus.images().size() / STEP)
                        .mapToObj(i -> corpus.images().get(i * STEP))
                        .filter(image -> !image.id().equals(BLANK))
                        .toList();
        ForkJoinPool pool = new ForkJoinPool(4);
        Map<String, byte[]> together;
        try {
            together =
                    pool.submit(
                                    () ->
                                            some.parallelStream()
                                                    .collect(
                                                            Collectors.toConcurrentMap(
                                                                    TaggedImage::id,
                                                                    OpenMojiCorpusTest::pixels)))
                            .join();
        } finally {
            pool.shutdown();
        }
        for (int i = 0; i < some.size(); i++) {
            TaggedImage image = some.get(i);
            byte[] pixels = together.get(image.id());
            assertTrue(inked(pixels) >= 300, image.id() + " is blank");
            if (i % 5 == 0) {
                assertArrayEquals(pixels(image), pixels, image.id());
            }
        }
    }

    @Test
    void drawsAtTheSizeAskedForAndBlackMeansGray() throws IOException {
        TaggedImage black =
                corpus.images().stream()
                        .filter(image -> image.id().equals("black/1F600"))
                        .findFirst()
                        .orElseThrow();
        for (int size : new int[] {1, 7, 224}) {
            RgbImage image = black.source().draw(EvaluationTransform.square(size));
            assertEquals(size, image.width());
            assertEquals(size, image.height());
            byte[] pixels = image.pixels();
            for (int i = 0; i < pixels.length; i += 3) {
                assertTrue(pixels[i] == pixels[i + 1] && pixels[i] == pixels[i + 2]);
            }
        }
        assertEquals("openmoji.zip!/black/1F600.svg", black.source().location());
    }

    private static byte[] pixels(TaggedImage image) {
        try {
            return image.source().draw(EvaluationTransform.square(64)).pixels();
        } catch (IOException e) {
            throw new AssertionError(image.id(), e);
        }
    }

    private static int inked(byte[] pixels) {
        int inked = 0;
        for (byte value : pixels) {
            inked += value == -1 ? 0 : 1;
        }
        return inked;
    }
}
