package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainLabelsTest {

    private static final List<String> KNOWN = List.of("dog", "salt, pepper", "a \"b\"", "sky");

    private static List<String> known(String... texts) {
        return ExplainCommand.labels(List.of(texts), KNOWN);
    }

    @Test
    void oneByOneOrJoinedByCommasEachOnce() {
        assertEquals(List.of("sky", "dog"), known("sky,dog", "sky"));
        assertEquals(List.of("sky", "dog"), known("sky, dog"));
        assertEquals(List.of("dog"), known("dog"));
    }

    @Test
    void aNameWithACommaStandsAloneOrInQuotes() {
        assertEquals(List.of("salt, pepper"), known("salt, pepper"));
        assertEquals(List.of("salt, pepper", "dog"), known("\"salt, pepper\",dog"));
        assertEquals(List.of("dog", "salt, pepper"), known("dog", "salt, pepper"));
        assertEquals(List.of("a \"b\""), known("a \"b\""));
        assertEquals(List.of("a \"b\"", "sky"), known("\"a \"\"b\"\"\",sky"));
    }

    @Test
    void saysWhichIsNotKnown() {
        for (String text : List.of("salt, pepper,dog", "", ",", "zebra", "\"dog", "\"dog\"x")) {
            String message = assertThrows(UsageException.class, () -> known(text)).getMessage();
            assertTrue(message.startsWith("--labels: "), message);
            assertEquals(1, message.lines().count(), message);
        }
        assertEquals(
                "--labels: the export has no label 'god'. Did you mean 'dog'?",
                assertThrows(UsageException.class, () -> known("god")).getMessage());
    }
}
