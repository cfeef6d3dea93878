package org.tagzoo.app.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RareLabelTest {

    @Test
    void labelsAreRareWhereTheirIntervalWouldBeWide() {
        List<RareLabel> rare =
                RareLabel.find(List.of("sky", "baby", "river"), new int[] {400, 50, 2});
        assertEquals(List.of("river", "baby"), rare.stream().map(RareLabel::label).toList());
        assertEquals(0, rare.get(0).inTest());
        assertEquals(1, rare.get(0).width());
        assertEquals(10, rare.get(1).inTest());
        // scipy 1.15.3: binomtest(7, 10).proportion_ci() is 0.347547 to 0.933260
        assertEquals(0.933260 - 0.347547, rare.get(1).width(), 1e-6);
    }
}
