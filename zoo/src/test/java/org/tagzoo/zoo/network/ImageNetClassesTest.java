package org.tagzoo.zoo.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageNetClassesTest {

    @Test
    void namesStandAtTheirLogits() {
        List<String> names = ImageNetClasses.names();
        assertEquals(1000, names.size());
        assertEquals("tench", names.get(0));
        assertEquals("cock", names.get(7));
        assertEquals("lionfish", names.get(396));
        assertEquals("toilet tissue", names.get(999));
        assertEquals(1000, new HashSet<>(names).size(), "no two are equal");
    }
}
