package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.score.Decisions;

class McNemarTest {

    private static final boolean[][] TRUTH = {
        {true, true}, {true, false}, {false, false}, {false, true}, {true, true}
    };

    private static Decisions decisions(boolean[][] predicted) {
        return new Decisions(predicted, TRUTH);
    }

    @Test
    void anImageIsRightIfItsLabelsAreJustTheTrueOnes() {
        Decisions first = decisions(TRUTH);
        Decisions second =
                decisions(
                        new boolean[][] {
                            {true, false}, // one of two is not right
                            {true, true}, // one too many is not right
                            {false, false}, // none where none is true is right
                            {false, true},
                            {false, false},
                        });
        assertEquals(new McNemar(3, 0, 0.25), McNemar.of(first, second));
        assertEquals(new McNemar(0, 3, 0.25), McNemar.of(second, first));
        assertEquals(new McNemar(0, 0, 1), McNemar.of(second, second));
    }

    @Test
    void imagesThatBothGetWrongDoNotCount() {
        boolean[][] none = new boolean[5][2];
        boolean[][] all = {{true, true}, {true, true}, {true, true}, {true, true}, {true, true}};
        assertEquals(new McNemar(1, 2, 1), McNemar.of(decisions(none), decisions(all)));
    }

    @Test
    void otherTruthIsRefused() {
        Decisions other = new Decisions(TRUTH, new boolean[5][2]);
        assertThrows(IllegalArgumentException.class, () -> McNemar.of(decisions(TRUTH), other));
    }
}
