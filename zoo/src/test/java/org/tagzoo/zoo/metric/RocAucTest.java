package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.score.ScoreMatrix;

/** Against scikit-learn and scipy; make_roc_auc.py. */
class RocAucTest {

    private static ScoreMatrix matrix(JsonNode c) {
        int images = c.get("scores").size();
        float[][] scores = new float[images][1];
        boolean[][] targets = new boolean[images][1];
        for (int n = 0; n < images; n++) {
            scores[n][0] = c.get("scores").get(n).floatValue();
            targets[n][0] = c.get("targets").get(n).booleanValue();
        }
        return new ScoreMatrix(scores, targets);
    }

    @Test
    void areaTestAndBoundEqualThePeers() throws IOException {
        JsonNode cases = Golden.read("roc_auc.json");
        assertTrue(cases.size() > 4);
        for (JsonNode c : cases) {
            RocAuc found = RocAuc.of(matrix(c), 0);
            assertEquals(c.get("area").doubleValue(), found.value(), 1e-12);
            assertEquals(c.get("pAbove").doubleValue(), found.pAbove(0.7), 1e-12);
            assertEquals(c.get("bound05").doubleValue(), found.lowerBound(0.05), 1e-8);
            assertEquals(c.get("bound0005").doubleValue(), found.lowerBound(0.0005), 1e-8);
        }
    }

    @Test
    void unknownTargetsDoNotCount() {
        float[][] scores = {{0.9f}, {0.5f}, {0.1f}, {0.2f}};
        boolean[][] targets = {{true}, {false}, {true}, {false}};
        assertEquals(0.5, RocAuc.of(new ScoreMatrix(scores, targets), 0).value());
        boolean[][] unknown = {{false}, {false}, {true}, {false}};
        boolean[][] known = {{true}, {false}, {false}, {false}};
        assertEquals(new RocAuc(1, 1, 2), RocAuc.of(new ScoreMatrix(scores, known, unknown), 0));
    }

    @Test
    void aLabelOfAllImagesHasNoArea() {
        ScoreMatrix all = new ScoreMatrix(new float[][] {{0.5f}}, new boolean[][] {{true}});
        assertThrows(IllegalArgumentException.class, () -> RocAuc.of(all, 0));
    }

    /** By hand: 0.001 of 0.0125, 0.012 of 0.05/3, 0.03 of 0.025 is not rejected, nor is 0.04. */
    @Test
    void holmsLevelsGoOnToTheFirstThatIsNotRejected() {
        List<Double> p = List.of(0.03, 0.001, 0.04, 0.012);
        assertEquals(List.of(0.025, 0.0125, 0.025, 0.05 / 3), Holm.levels(p, 0.05));
        assertTrue(Holm.correct(p).get(3) <= 0.05 && Holm.correct(p).get(0) > 0.05);
        // 0.02 alone would be rejected at 0.05, but all four come before themselves.
        List<Double> same = Collections.nCopies(4, 0.02);
        assertEquals(Collections.nCopies(4, 0.0125), Holm.levels(same, 0.05));
        assertEquals(List.of(), Holm.levels(List.of(), 0.05));
    }
}
