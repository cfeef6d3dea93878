package org.tagzoo.app.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FetchProgressTest {

    @Test
    void passesNotesOnWhateverElseItIsTold() {
        List<String> log = new ArrayList<>();
        FetchProgress progress = new FetchProgress(log::add);
        progress.end("nothing began");
        progress.note("one");
        progress.progress("a", 5_500_000, 10_000_000);
        progress.progress("a", 7_500_000, 10_000_000);
        // The server began anew.
        progress.progress("a", 100, 10_000_000);
        progress.note("two");
        progress.progress("b", 3_000_000_000L, 0);
        progress.end("b");
        progress.end("b");
        assertEquals(List.of("one", "two"), log);
    }
}
