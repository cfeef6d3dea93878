package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Against scikit-learn's average precision, make_retrieval.py; and by hand. */
class RetrievalTest {

    private static final double TOLERANCE = 1e-12;

    /** Means over 4,000 random orders are no closer to what is expected. */
    private static final double OF_CHANCE = 0.015;

    private static float[][] features(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(Golden::numbers)
                .map(
                        row ->
                                IntStream.range(0, row.length)
                                        .collect(
                                                () -> new float[row.length],
                                                (to, i) -> to[i] = (float) row[i],
                                                (a, b) -> {}))
                .toArray(float[][]::new);
    }

    private static BitSet[] labels(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(Golden::counts)
                .map(row -> Arrays.stream(row).mapToInt(Math::toIntExact).toArray())
                .map(RetrievalTest::labels)
                .toArray(BitSet[]::new);
    }

    private static BitSet labels(int... which) {
        BitSet labels = new BitSet();
        IntStream.of(which).forEach(labels::set);
        return labels;
    }

    private static int[] indices(JsonNode node) {
        return Arrays.stream(Golden.counts(node)).mapToInt(Math::toIntExact).toArray();
    }

    @Test
    void equalsScikitLearn() throws IOException {
        JsonNode cases = Golden.read("retrieval.json").get("cases");
        assertEquals(7, cases.size());
        for (JsonNode c : cases) {
            String name = c.get("name").asText();
            float[][] features = features(c.get("features"));
            BitSet[] labels = labels(c.get("labels"));
            int[] queries = indices(c.get("queries"));
            int[] gallery = indices(c.get("gallery"));
            Retrieval all = Retrieval.of(features, labels, queries, gallery, 1).orElseThrow();
            double map = c.get("meanAveragePrecision").doubleValue();
            assertEquals(map, all.averagePrecision().mean(), TOLERANCE, name);
            double p10 = c.get("precisionAt10").doubleValue();
            assertEquals(p10, all.precisionAt10().mean(), TOLERANCE, name);
            assertEquals(c.get("leftOut").intValue(), all.leftOut(), name);
            assertEquals(queries.length, all.queries() + all.leftOut(), name);
            assertTrue(all.averagePrecision().interval().low() <= map, name);
            assertTrue(all.averagePrecision().interval().high() >= map, name);
            Retrieval first =
                    IntStream.of(queries)
                            .mapToObj(
                                    q -> Retrieval.of(features, labels, new int[] {q}, gallery, 1))
                            .flatMap(Optional::stream)
                            .findFirst()
                            .orElseThrow();
            JsonNode chance = c.get("chanceOfFirst");
            assertEquals(
                    chance.get(0).doubleValue(),
                    first.averagePrecision().chance(),
                    OF_CHANCE,
                    name);
            assertEquals(
                    chance.get(1).doubleValue(), first.precisionAt10().chance(), OF_CHANCE, name);
        }
    }

    /** Of two images that may come first or second, one is relevant: (1 + 1/2) / 2. */
    @Test
    void chanceOfTwoIsByHand() {
        float[][] features = {{1, 0}, {1, 1}, {0, 1}};
        BitSet[] labels = {labels(0), labels(0), labels(1)};
        Retrieval one =
                Retrieval.of(features, labels, new int[] {0}, new int[] {0, 1, 2}, 1).orElseThrow();
        assertEquals(0.75, one.averagePrecision().chance(), TOLERANCE);
        assertEquals(1, one.averagePrecision().mean());
        assertEquals(0.1, one.precisionAt10().mean());
    }

    @Test
    void nothingRelevantIsNothing() {
        BitSet[] labels = {labels(0), labels(1), labels()};
        int[] all = {0, 1, 2};
        assertTrue(Retrieval.of(new float[3][2], labels, all, all, 1).isEmpty());
        assertTrue(Retrieval.of(new float[3][2], labels, new int[0], all, 1).isEmpty());
    }

    @Test
    void featuresMustBeFinite() {
        float[][] features = {{1}, {Float.NaN}};
        BitSet[] labels = {labels(0), labels(0)};
        int[] all = {0, 1};
        Exception e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Retrieval.of(features, labels, all, all, 1));
        assertTrue(e.getMessage().contains("image 1"), e.getMessage());
    }

    /** More images than a block and a tile hold, in another order: the same figures. */
    @Test
    void orderChangesNothing() {
        Random random = new Random(3);
        int images = 300;
        float[][] features = new float[images][5];
        BitSet[] labels = new BitSet[images];
        for (int n = 0; n < images; n++) {
            for (int f = 0; f < 5; f++) {
                features[n][f] = random.nextInt(3) - 1;
            }
            labels[n] = labels(random.nextInt(4));
        }
        int[] all = IntStream.range(0, images).toArray();
        int[] reversed = IntStream.range(0, images).map(i -> images - 1 - i).toArray();
        Retrieval one = Retrieval.of(features, labels, all, all, 1).orElseThrow();
        Retrieval other = Retrieval.of(features, labels, all, reversed, 1).orElseThrow();
        assertEquals(one, other);
        Retrieval some =
                Retrieval.of(features, labels, new int[] {7, 299}, reversed, 1).orElseThrow();
        double mean =
                (Retrieval.of(features, labels, new int[] {7}, all, 1)
                                        .orElseThrow()
                                        .averagePrecision()
                                        .mean()
                                + Retrieval.of(features, labels, new int[] {299}, all, 1)
                                        .orElseThrow()
                                        .averagePrecision()
                                        .mean())
                        / 2;
        assertEquals(mean, some.averagePrecision().mean(), TOLERANCE);
    }
}
