package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** What tests of readers ask of a corpus. */
final class CorpusAsserts {

    private CorpusAsserts() {}

    /** Returns the names of the labels of each image by its id, in order. */
    static Map<String, List<String>> labels(Corpus corpus) {
        Map<String, List<String>> labels = new LinkedHashMap<>();
        for (TaggedImage image : corpus.images()) {
            labels.put(image.id(), image.labels().stream().map(corpus.labels()::name).toList());
        }
        return labels;
    }

    /** Asserts that reading fails with a message of one line that has all these parts. */
    static void assertRefused(Executable reading, String... parts) {
        String message = assertThrows(CorpusException.class, reading).getMessage();
        assertEquals(1, message.lines().count(), message);
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }
}
