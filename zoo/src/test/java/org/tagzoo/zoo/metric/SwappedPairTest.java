package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.score.Decisions;

class SwappedPairTest {

    private static boolean[][] rows(String... texts) {
        boolean[][] rows = new boolean[texts.length][texts[0].length()];
        for (int n = 0; n < rows.length; n++) {
            for (int l = 0; l < rows[n].length; l++) {
                rows[n][l] = texts[n].charAt(l) == '1';
            }
        }
        return rows;
    }

    /** River is 0, sea is 1, tree is 2. */
    @Test
    void countsOnlyImagesThatHaveOneAndWereGivenTheOtherInstead() {
        Decisions decisions =
                new Decisions(
                        rows("010", "011", "100", "110", "110", "100", "000", "100"),
                        rows("100", "100", "010", "100", "010", "100", "100", "110"));
        assertEquals(
                List.of(
                        new SwappedPair(0, 1, List.of(0, 1)),
                        new SwappedPair(0, 2, List.of(1)),
                        new SwappedPair(1, 0, List.of(2))),
                SwappedPair.most(decisions, 10));
        assertEquals(1, SwappedPair.most(decisions, 1).size());
        Decisions none = new Decisions(new boolean[0][], new boolean[0][]);
        assertEquals(List.of(), SwappedPair.most(none, 3));
    }
}
