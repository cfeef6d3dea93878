package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SharedLabelsTest {

    @Test
    void sameLabelsAreOneSetThatNobodyCanChange() {
        SortedSet<Integer> given = new TreeSet<>(List.of(7, 2));
        SortedSet<Integer> shared = SharedLabels.of(given);
        assertSame(shared, SharedLabels.of(new TreeSet<>(List.of(2, 7))));
        assertSame(shared, SharedLabels.of(shared));
        given.add(3);
        assertEquals(List.of(2, 7), List.copyOf(shared));
        assertThrows(UnsupportedOperationException.class, () -> shared.add(3));
    }

    @Test
    void noLabelsAreASetToo() {
        SortedSet<Integer> none = SharedLabels.of(new TreeSet<>());
        assertSame(none, SharedLabels.of(new TreeSet<>()));
        assertEquals(new TreeSet<Integer>(), none);
        assertThrows(UnsupportedOperationException.class, () -> none.add(3));
    }
}
