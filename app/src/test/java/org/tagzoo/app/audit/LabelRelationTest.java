package org.tagzoo.app.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.zoo.score.ScoreMatrix;

class LabelRelationTest {

    private static final List<String> NAMES = List.of("auto", "car", "vehicle", "photo");

    /** 60 cars, each an auto too; 100 vehicles, cars among them; a photo all. */
    private static boolean[][] targets() {
        boolean[][] targets = new boolean[200][];
        for (int n = 0; n < 200; n++) {
            targets[n] = new boolean[] {n < 60, n < 60, n < 100, true};
        }
        return targets;
    }

    @Test
    void labelsThatGoTogetherAreOneAndThoseWithinOthersImplyThem() {
        assertEquals(
                List.of(
                        new LabelRelation("auto", "car", 60, 60, 60, true),
                        new LabelRelation("auto", "vehicle", 60, 60, 100, false),
                        new LabelRelation("car", "vehicle", 60, 60, 100, false)),
                find(targets(), Unknown.NONE),
                "and nothing implies what all images have");
    }

    @Test
    void fewImagesAreNoProof() {
        boolean[][] targets = new boolean[200][4];
        for (int n = 0; n < 10; n++) {
            targets[n] = new boolean[] {true, true, false, false};
        }
        assertEquals(List.of(), find(targets, Unknown.NONE));
    }

    @Test
    void whatIsUnknownIsNoCounterexample() {
        boolean[][] targets = targets();
        boolean[][] unknown = new boolean[200][4];
        for (int n = 0; n < 20; n++) {
            targets[n][1] = false;
            unknown[n][1] = true;
        }
        assertEquals(
                List.of(
                        new LabelRelation("auto", "vehicle", 60, 60, 100, false),
                        new LabelRelation("auto", "car", 40, 40, 40, true),
                        new LabelRelation("car", "vehicle", 40, 40, 80, false)),
                find(targets, unknown));
    }

    private static List<LabelRelation> find(boolean[][] targets, boolean[][] unknown) {
        return LabelRelation.find(NAMES, new ScoreMatrix(new float[200][4], targets, unknown));
    }
}
