package org.tagzoo.zoo.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.metric.CalibrationMetrics;
import org.tagzoo.zoo.metric.Spread;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.Thresholds;

class CrossFittedTest {

    private static final int IMAGES = 1000;

    private static int[] alone(int images) {
        return IntStream.range(0, images).toArray();
    }

    /**
     * Images whose scores are the chances of their labels drawn away from a half: label 0 common,
     * label 1 rare, label 2 with scores that say nothing.
     */
    private static ScoreMatrix overconfident(int images, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] scores = new float[images][3];
        boolean[][] targets = new boolean[images][3];
        for (int n = 0; n < images; n++) {
            for (int l = 0; l < 3; l++) {
                double z = 3 * (random.nextDouble() - 0.5) - (l == 1 ? 3 : 0);
                double chance = l == 2 ? 0.5 : 1 / (1 + Math.exp(-z));
                targets[n][l] = random.nextDouble() < chance;
                scores[n][l] = (float) (1 / (1 + Math.exp(-3 * z)));
            }
        }
        return new ScoreMatrix(scores, targets);
    }

    @Test
    void otherImagesScoresComeNearerToProbabilities() {
        CrossFitted fitted = CrossFitted.ofTags(overconfident(IMAGES, 1), alone(IMAGES), 42);
        ScoreMatrix test = overconfident(IMAGES, 2);
        ScoreMatrix calibrated = fitted.calibration().apply(test);
        for (int l = 0; l < 3; l++) {
            CalibrationMetrics before = CalibrationMetrics.of(test, l);
            CalibrationMetrics after = CalibrationMetrics.of(calibrated, l);
            assertTrue(after.logLoss() < before.logLoss(), "log loss of " + l);
            assertTrue(after.brier() < before.brier(), "Brier of " + l);
            assertTrue(after.reliability().error() < before.reliability().error(), "of " + l);
            Spread rise = CalibrationMetrics.rise(test, calibrated, l);
            assertEquals(after.logLoss() - before.logLoss(), rise.mean(), 1e-12);
            assertTrue(rise.mean() + rise.margin() < 0, "beyond chance: " + rise);
        }
        List<LabelCalibration> labels = ((LabelCalibrations) fitted.calibration()).labels();
        assertInstanceOf(IsotonicCalibration.class, labels.get(0));
        assertInstanceOf(PlattScaling.class, labels.get(1), "fewer than 200 positives");
    }

    @Test
    void anImagesOwnTargetsPlayNoPartInItsProbabilities() {
        ScoreMatrix scores = overconfident(IMAGES, 1);
        float[][] before = CrossFitted.ofTags(scores, alone(IMAGES), 42).outOfFold().scores();
        scores.targets()[7][0] ^= true;
        float[][] after = CrossFitted.ofTags(scores, alone(IMAGES), 42).outOfFold().scores();
        assertEquals(before[7][0], after[7][0]);
        long moved = IntStream.range(0, IMAGES).filter(n -> before[n][0] != after[n][0]).count();
        assertTrue(moved > 0, "others are fitted to it");
    }

    @Test
    void aGroupsTargetsPlayNoPartInAnyOfItsImages() {
        ScoreMatrix scores = overconfident(IMAGES, 1);
        int[] pairs = IntStream.range(0, IMAGES).map(n -> n / 2).toArray();
        float[][] before = CrossFitted.ofTags(scores, pairs, 42).outOfFold().scores();
        scores.targets()[6][0] ^= true;
        float[][] after = CrossFitted.ofTags(scores, pairs, 42).outOfFold().scores();
        assertEquals(before[7][0], after[7][0]);
    }

    @Test
    void whatFitsMakeWorseIsLeft() {
        // Of ten images with a score of k tenths, k have the label: nothing fits these better.
        int images = 90;
        float[][] scores = new float[images][2];
        boolean[][] targets = new boolean[images][2];
        for (int n = 0; n < images; n++) {
            scores[n][0] = (n / 10 + 1) / 10f;
            targets[n][0] = n % 10 <= n / 10;
            scores[n][1] = 0.3f;
        }
        ScoreMatrix raw = new ScoreMatrix(scores, targets);
        CrossFitted fitted = CrossFitted.ofTags(raw, alone(images), 42);
        LabelCalibrations labels = (LabelCalibrations) fitted.calibration();
        assertInstanceOf(Uncalibrated.class, labels.labels().get(0));
        assertInstanceOf(Uncalibrated.class, labels.labels().get(1), "no image has it");
        assertArrayEquals(raw.scores()[5], fitted.outOfFold().scores()[5]);
    }

    /** Test images of label 0 are as sure as they say, those of label 1 too, but there are few. */
    @Test
    void whatGetsWorseOnEnoughTestImagesIsLeft() {
        ScoreMatrix validation = overconfident(IMAGES, 1);
        ScoreMatrix test = overconfident(400, 2);
        SplittableRandom random = new SplittableRandom(3);
        for (int n = 0; n < test.images(); n++) {
            test.targets()[n][0] = random.nextDouble() < test.scores()[n][0];
            test.targets()[n][1] = n < 29;
            test.scores()[n][1] = n < 29 ? 0.5f : test.scores()[n][1];
        }
        CrossFitted plain = CrossFitted.ofTags(validation, alone(IMAGES), 42);
        for (int l = 0; l < 2; l++) {
            Spread rise = CalibrationMetrics.rise(test, plain.calibration().apply(test), l);
            assertTrue(rise.mean() > rise.margin(), l + ": " + rise);
        }
        CrossFitted checked =
                CrossFitted.ofNetwork(false, validation, alone(IMAGES), test, 42).orElseThrow();
        List<LabelCalibration> labels = ((LabelCalibrations) checked.calibration()).labels();
        assertInstanceOf(Uncalibrated.class, labels.get(0));
        assertInstanceOf(PlattScaling.class, labels.get(1), "too few test images to tell");
        for (int n = 0; n < IMAGES; n++) {
            assertEquals(validation.scores()[n][0], checked.outOfFold().scores()[n][0]);
            assertEquals(plain.outOfFold().scores()[n][1], checked.outOfFold().scores()[n][1]);
        }
    }

    @Test
    void tooFewImagesAreNotCalibrated() {
        for (int[] images : new int[][] {{9, 2}, {10, 1}}) {
            assertTrue(
                    CrossFitted.ofNetwork(
                                    false,
                                    overconfident(images[0], 1),
                                    alone(images[0]),
                                    overconfident(images[1], 2),
                                    42)
                            .isEmpty());
        }
    }

    /** Every float from 0 to 1 that predicts by one threshold does by the other. */
    @Test
    void thresholdsOfScoresPredictTheSame() {
        ScoreMatrix scores = overconfident(IMAGES, 1);
        Calibration calibration = CrossFitted.ofTags(scores, alone(IMAGES), 42).calibration();
        ScoreMatrix calibrated = calibration.apply(scores);
        for (double threshold : new double[] {0, 1e-7, 0.1, 0.35, 0.5, 0.9, 1, Thresholds.NEVER}) {
            Thresholds same = Thresholds.same(threshold, 3);
            assertArrayEquals(
                    same.decide(calibrated).predicted(),
                    calibration.ofScores(same).decide(scores).predicted(),
                    "at " + threshold);
        }
    }

    @Test
    void classesKeepTheirOrder() {
        SplittableRandom random = new SplittableRandom(4);
        float[][] scores = new float[IMAGES][];
        boolean[][] targets = new boolean[IMAGES][2];
        for (int n = 0; n < IMAGES; n++) {
            double chance = random.nextDouble();
            double odds = Math.pow(chance / (1 - chance), 4);
            float sharp = (float) (odds / (1 + odds));
            scores[n] = new float[] {sharp, 1 - sharp};
            targets[n][random.nextDouble() < chance ? 0 : 1] = true;
        }
        CrossFitted fitted =
                CrossFitted.ofClasses(new ScoreMatrix(scores, targets), alone(IMAGES), 42);
        assertEquals(4, ((TemperatureScaling) fitted.calibration()).temperature(), 0.8);
        for (float[] row : scores) {
            float[] calibrated = fitted.calibration().apply(row);
            assertEquals(row[0] > row[1], calibrated[0] > calibrated[1]);
            assertEquals(1, calibrated[0] + calibrated[1], 1e-6);
        }
    }

    /** Of 100 images a class, each with that share of its score. */
    private static ScoreMatrix classes(int images, double chance, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] scores = new float[images][];
        boolean[][] targets = new boolean[images][2];
        for (int n = 0; n < images; n++) {
            float high = (float) (0.5 + random.nextDouble() / 2);
            scores[n] = new float[] {high, 1 - high};
            targets[n][random.nextDouble() < (chance < 0 ? high : chance) ? 0 : 1] = true;
        }
        return new ScoreMatrix(scores, targets);
    }

    /** Validation is less sure than its scores, so that a temperature helps; test is as sure. */
    @Test
    void aTemperatureThatMakesTestWorseIsLeft() {
        ScoreMatrix validation = classes(IMAGES, 0.5, 1);
        ScoreMatrix test = classes(IMAGES, -1, 2);
        CrossFitted plain = CrossFitted.ofClasses(validation, alone(IMAGES), 42);
        double temperature = ((TemperatureScaling) plain.calibration()).temperature();
        assertTrue(temperature > 2, "T = " + temperature);
        Spread rise = CalibrationMetrics.riseOfClasses(test, plain.calibration().apply(test));
        assertTrue(rise.mean() > rise.margin(), rise.toString());
        CrossFitted checked =
                CrossFitted.ofNetwork(true, validation, alone(IMAGES), test, 42).orElseThrow();
        assertEquals(TemperatureScaling.NONE, checked.calibration());
        assertArrayEquals(test.scores()[3], checked.calibration().apply(test.scores()[3]));
        assertArrayEquals(validation.scores()[3], checked.outOfFold().scores()[3]);
        ScoreMatrix few = test.rows(IntStream.range(0, 29).toArray());
        assertEquals(
                plain.calibration(),
                CrossFitted.ofNetwork(true, validation, alone(IMAGES), few, 42)
                        .orElseThrow()
                        .calibration());
    }

    /** One group's images say the opposite of all others', so that each fit misleads. */
    @Test
    void aTemperatureThatFitsMakeWorseIsLeft() {
        float[][] scores = new float[20][];
        boolean[][] targets = new boolean[20][2];
        int[] groupOf = new int[20];
        for (int n = 0; n < 20; n++) {
            scores[n] = new float[] {0.9f, 0.1f};
            targets[n][n < 10 ? 0 : 1] = true;
            groupOf[n] = n / 10;
        }
        ScoreMatrix raw = new ScoreMatrix(scores, targets);
        CrossFitted fitted = CrossFitted.ofClasses(raw, groupOf, 42);
        assertTrue(((TemperatureScaling) fitted.calibration()).isNone());
        assertArrayEquals(raw.scores()[0], fitted.outOfFold().scores()[0]);
    }

    @Test
    void aCalibrationIsReadBackAsItWasWritten() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Calibration fitted =
                CrossFitted.ofTags(overconfident(IMAGES, 1), alone(IMAGES), 42).calibration();
        String text = json.writeValueAsString(fitted);
        assertEquals(fitted, json.readValue(text, Calibration.class));
        assertFalse(text.contains("class"), text);
    }
}
