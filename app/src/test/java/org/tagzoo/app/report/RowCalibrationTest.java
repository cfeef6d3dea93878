package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.calibration.CrossFitted;
import org.tagzoo.zoo.metric.Reliability;
import org.tagzoo.zoo.score.ScoreMatrix;

class RowCalibrationTest {

    /** Two classes; the scores are three times as sure as they should be, in logits. */
    private static ScoreMatrix sure(int images, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] scores = new float[images][];
        boolean[][] targets = new boolean[images][2];
        for (int n = 0; n < images; n++) {
            double z = 4 * (random.nextDouble() - 0.5);
            float score = (float) (1 / (1 + Math.exp(-3 * z)));
            scores[n] = new float[] {score, 1 - score};
            targets[n][random.nextDouble() < 1 / (1 + Math.exp(-z)) ? 0 : 1] = true;
        }
        return new ScoreMatrix(scores, targets);
    }

    private static RowCalibration of(boolean areClasses) {
        ScoreMatrix validation = sure(500, 1);
        int[] alone = IntStream.range(0, validation.images()).toArray();
        ScoreMatrix test = sure(400, 2);
        return RowCalibration.of(
                List.of("day", "night"),
                CrossFitted.ofNetwork(areClasses, validation, alone, test, 42)
                        .orElseThrow()
                        .calibration(),
                test);
    }

    @Test
    void tagsAreCalibratedEachByItself() {
        RowCalibration tags = of(false);
        assertEquals("each label by itself", tags.method());
        assertEquals("isotonic", tags.labels().get(1).method());
        assertEquals(800, images(tags.before()), "all scores of all images");
        assertTrue(tags.after().error() < tags.before().error() / 2);
        RowCalibration.Label night = tags.labels().get(1);
        assertEquals(
                night.after().logLoss() - night.before().logLoss(), night.rise().mean(), 1e-12);
    }

    @Test
    void ofClassesTheOneGivenCounts() {
        RowCalibration classes = of(true);
        assertTrue(classes.method().startsWith("one temperature for all classes, 3."));
        assertEquals(400, images(classes.before()), "the highest score of each image");
        assertTrue(classes.before().bins().get(0).meanScore() > 0.5);
        assertTrue(classes.after().error() < classes.before().error() / 2);
    }

    private static int images(Reliability reliability) {
        return reliability.bins().stream().mapToInt(Reliability.Bin::images).sum();
    }

    @Test
    void theSectionShowsBothCurvesAndALineALabel() throws IOException {
        StringBuilder page = new StringBuilder();
        Html.render(CalibrationSection.of("row-1", "resnet50", of(false)), page);
        String html = page.toString();
        assertTrue(html.contains("Are the scores probabilities?"));
        assertTrue(html.contains("calibrated on validation (each label by itself)"));
        assertEquals(3, html.split("<path").length - 1, "curves and the ideal");
        assertTrue(html.contains("<th scope=\"row\">night</th>"));
        assertFalse(html.contains("NaN"));
    }
}
