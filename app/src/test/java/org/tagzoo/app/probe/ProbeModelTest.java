package org.tagzoo.app.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.label.Unknown;

class ProbeModelTest {

    private static int[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::intValue)
                .toArray();
    }

    /** make_joined.py */
    @Test
    void columnsTogetherEqualScikitLearnsLogisticRegression() throws IOException {
        JsonNode golden = new ObjectMapper().readTree(getClass().getResource("joined.json"));
        int images = golden.get("targets").size();
        boolean[][] targets = new boolean[images][1];
        for (int n = 0; n < images; n++) {
            targets[n][0] = golden.get("targets").get(n).booleanValue();
        }
        List<ProbeColumn> columns =
                IntStream.range(0, 2)
                        .mapToObj(
                                c ->
                                        new ProbeColumn(
                                                "c" + c,
                                                numbers(golden.get("bins").get(c)),
                                                golden.get("counts").get(c).intValue(),
                                                null))
                        .toList();
        float[][] scores =
                new ProbeModel(targets, Unknown.NONE, numbers(golden.get("folds")), 3)
                        .scores(columns)
                        .scores();
        for (int n = 0; n < images; n++) {
            assertEquals(golden.get("scores").get(n).doubleValue(), scores[n][0], 2e-3);
        }
    }

    /** By hand: a bin of 2 others, one with the label, where 2 of 4 others have it. */
    @Test
    void oneColumnGivesTheShareOfTheBinInOtherFolds() {
        boolean[][] targets = {{true}, {false}, {true}, {false}, {true}, {true}};
        int[] bins = {0, 0, 1, 1, 0, 2};
        int[] folds = {1, 1, 1, 1, 2, 2};
        ProbeModel model = new ProbeModel(targets, Unknown.NONE, folds, 2);
        float[][] scores = model.scores(List.of(new ProbeColumn("c", bins, 3, null))).scores();
        assertEquals((1 + 4 * 0.5) / (2 + 4), scores[4][0], 1e-6);
        assertEquals(0.5, scores[5][0], 1e-6, "a bin that no other fold has");
        assertEquals((1 + 4 * 1.0) / (1 + 4), scores[1][0], 1e-6);
        boolean[][] unknown = {{false}, {true}, {false}, {false}, {false}, {false}};
        ProbeModel partly = new ProbeModel(targets, unknown, folds, 2);
        scores = partly.scores(List.of(new ProbeColumn("c", bins, 3, null))).scores();
        assertEquals((1 + 4 * 2 / 3.0) / (1 + 4), scores[4][0], 1e-6, "one of three is unknown");
    }

    @Test
    void someLabelsHaveTheScoresThatTheyHaveAmongAll() {
        SplittableRandom random = new SplittableRandom(4);
        boolean[][] targets = new boolean[90][3];
        int[] folds = new int[90];
        int[] bins = new int[90];
        int[] others = new int[90];
        for (int n = 0; n < 90; n++) {
            for (int label = 0; label < 3; label++) {
                targets[n][label] = random.nextInt(3) == 0;
            }
            folds[n] = 1 + n % 3;
            bins[n] = random.nextInt(4);
            others[n] = random.nextInt(2);
        }
        List<ProbeColumn> columns =
                List.of(new ProbeColumn("a", bins, 4, null), new ProbeColumn("b", others, 2, null));
        ProbeModel model = new ProbeModel(targets, Unknown.NONE, folds, 3);
        float[][] all = model.scores(columns).scores();
        float[][] some = model.scores(columns, IntStream.of(1)).scores();
        for (int n = 0; n < 90; n++) {
            assertEquals(all[n][1], some[n][1]);
            assertEquals(0, some[n][0]);
        }
    }

    @Test
    void numbersAreCutAtQuantilesAndWhereManyAreEqual() {
        double[] values = new double[100];
        for (int n = 0; n < 100; n++) {
            values[n] = n < 20 ? n : n < 80 ? 500 : n + 1000;
        }
        ProbeColumn column = ProbeColumn.ofNumbers("width", values, "size");
        int same = column.bins()[50];
        for (int n = 0; n < 100; n++) {
            assertEquals(n >= 20 && n < 80, column.bins()[n] == same, "image " + n);
            assertEquals(true, n == 0 || column.bins()[n] >= column.bins()[n - 1]);
        }
        assertEquals(column.count() - 1, column.bins()[99]);
        assertEquals(1, ProbeColumn.ofNumbers("width", new double[] {7, 7, 7}, null).count());
        ProbeColumn words = ProbeColumn.ofWords("camera", List.of("b", "a", "b"), "camera");
        assertArrayEquals(new int[] {1, 0, 1}, words.bins());
    }
}
