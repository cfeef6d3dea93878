package org.tagzoo.app.classic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against scikit-learn, whose values {@code classic_models.py} made. */
class ClassicModelTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final boolean[][] ALL_KNOWN = {};

    private static JsonNode golden;
    private static double[][] train;
    private static double[][] test;
    private static boolean[][] classes;
    private static boolean[][] tags;
    private static int[] truth;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = ClassicModelTest.class.getResourceAsStream("classic.json")) {
            golden = JSON.readTree(in);
        }
        double[][] features = JSON.convertValue(golden.get("features"), double[][].class);
        int[] of = JSON.convertValue(golden.get("classes"), int[].class);
        int count = golden.get("train").intValue();
        train = Arrays.copyOf(features, count);
        test = Arrays.copyOfRange(features, count, features.length);
        truth = Arrays.copyOfRange(of, count, of.length);
        classes = new boolean[count][3];
        for (int n = 0; n < count; n++) {
            classes[n][of[n]] = true;
        }
        tags = Arrays.copyOf(JSON.convertValue(golden.get("tags"), boolean[][].class), count);
    }

    /** A forest of 500 trees would say 1,000 lines. */
    @Test
    void nothingIsSaidOfEachTree() {
        assertEquals(
                3,
                ClassicModel.ofClasses(ClassicKind.LOGISTIC, train, classes, 1)
                        .scores(test)[0]
                        .length);
        assertFalse(Logger.getLogger("org.tribuo.ensemble.BaggingTrainer").isLoggable(Level.INFO));
    }

    private static int[] predicted(float[][] scores) {
        return Arrays.stream(scores).mapToInt(ClassicModelTest::best).toArray();
    }

    private static int best(float[] scores) {
        int best = 0;
        for (int l = 1; l < scores.length; l++) {
            best = scores[l] > scores[best] ? l : best;
        }
        return best;
    }

    private static JsonNode golden(ClassicKind kind) {
        return golden.get(JSON.convertValue(kind, String.class));
    }

    @ParameterizedTest
    @EnumSource(names = {"LOGISTIC", "SVM_LINEAR"})
    void linearScoresAreScikitLearns(ClassicKind kind) {
        float[][] scores = ClassicModel.ofClasses(kind, train, classes, 1).scores(test);
        float[][] expected = JSON.convertValue(golden(kind).get("scores"), float[][].class);
        for (int n = 0; n < scores.length; n++) {
            assertArrayEquals(expected[n], scores[n], 2e-3f, kind + " " + n);
        }
    }

    @Test
    void anRbfMachineDecidesAsScikitLearns() {
        int[] expected =
                JSON.convertValue(golden(ClassicKind.SVM_RBF).get("predicted"), int[].class);
        float[][] scores =
                ClassicModel.ofClasses(ClassicKind.SVM_RBF, train, classes, 1).scores(test);
        int[] predicted = predicted(scores);
        int same = 0;
        for (int n = 0; n < expected.length; n++) {
            same += expected[n] == predicted[n] ? 1 : 0;
        }
        // Its probabilities and its votes may differ near a border.
        assertTrue(same >= 0.95 * expected.length, same + " of " + expected.length);
    }

    @ParameterizedTest
    @EnumSource
    void accuracyIsNearScikitLearns(ClassicKind kind) {
        float[][] scores = ClassicModel.ofClasses(kind, train, classes, 1).scores(test);
        int[] predicted = predicted(scores);
        int right = 0;
        for (int n = 0; n < truth.length; n++) {
            right += predicted[n] == truth[n] ? 1 : 0;
            double sum = 0;
            for (float score : scores[n]) {
                assertTrue(score >= 0 && score <= 1, kind + " " + score);
                sum += score;
            }
            assertEquals(1, sum, 1e-5);
        }
        double accuracy = golden(kind).get("accuracy").doubleValue();
        assertEquals(accuracy, (double) right / truth.length, 0.07, kind.title());
        float[][] again = ClassicModel.ofClasses(kind, train, classes, 1).scores(test);
        assertArrayEquals(scores, again, "the same bytes");
    }

    @Test
    void eachTagHasAModelOfItsOwn() {
        float[][] scores =
                ClassicModel.ofTags(ClassicKind.LOGISTIC, train, tags, ALL_KNOWN, 1).scores(test);
        float[][] expected = JSON.convertValue(golden.get("tagScores"), float[][].class);
        for (int n = 0; n < scores.length; n++) {
            assertArrayEquals(expected[n], scores[n], 2e-3f, "image " + n);
        }
    }

    /** What is not known may be anything. */
    @Test
    void unknownTagsAreLeftOut() {
        boolean[][] unknown = new boolean[train.length][3];
        boolean[][] other = new boolean[train.length][];
        for (int n = 0; n < train.length; n++) {
            other[n] = tags[n].clone();
            unknown[n][1] = n % 3 == 0;
            other[n][1] ^= n % 3 == 0;
            unknown[n][2] = true;
        }
        ClassicKind kind = ClassicKind.SVM_LINEAR;
        float[][] scores = ClassicModel.ofTags(kind, train, tags, unknown, 1).scores(test);
        assertArrayEquals(scores, ClassicModel.ofTags(kind, train, other, unknown, 1).scores(test));
        assertEquals(0, scores[0][2], "a label that nothing is known of");
    }

    @Test
    void aLabelThatAllImagesHaveIsSureAndAConstantFeatureIsLeftAlone() {
        boolean[][] targets = new boolean[train.length][2];
        for (int n = 0; n < targets.length; n++) {
            targets[n][0] = true;
            targets[n][1] = classes[n][1];
        }
        float[][] scores =
                ClassicModel.ofTags(ClassicKind.SVM_RBF, train, targets, ALL_KNOWN, 1).scores(test);
        assertEquals(1, scores[5][0]);
        Scaling scaling = Scaling.of(train);
        assertEquals(1, scaling.std()[4]);
        assertEquals(0, scaling.apply(test)[0][4]);
    }
}
