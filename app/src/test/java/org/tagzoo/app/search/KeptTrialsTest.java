package org.tagzoo.app.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTrialsTest {

    @TempDir Path folder;

    /** However short a time ago another was: what took long must not be lost. */
    @Test
    void aTrialThatTookASecondIsInTheFileAtOnce() throws IOException {
        List<Trial> begun = List.of(Trial.begun(1, Map.of()), Trial.begun(2, Map.of()));
        TrialsFile file = new TrialsFile(folder.resolve("trials.csv"), List.of(), List.of("score"));
        KeptTrials kept = new KeptTrials(file, begun);
        kept.set(0, begun.get(0).scored(0.5, 0.001, null));
        kept.set(1, begun.get(1).scored(0.25, 1, null));
        assertEquals(kept.all(), file.read(begun));
        assertEquals(0.25, kept.get(1).lastScore());
    }
}
