package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.cli.Colours;
import org.tagzoo.app.report.Row;

/** What can't be drawn of a network costs its row nothing else. */
class FailedDrawingTest {

    @TempDir Path folder;

    @Test
    void theRowKeepsItsMetrics() throws IOException {
        SmallComparison run =
                new SmallComparison(
                        Colours.draw(folder.resolve("colours")),
                        folder.resolve("run"),
                        SmallComparison.row("small", "ff1", "none", 1));
        RunFolder begun = RunFolder.create(run.root);
        RunConfig.begin(begun, run.settings());
        begun.explain();
        // A folder with something in it, where the file of drawings has to be.
        Files.createDirectories(run.row("small").resolve("inside.json/taken"));
        Row row = run.run().rows().get(0);
        assertEquals(Row.Status.OK, row.status(), row.reason());
        assertTrue(run.says("small: what its network sees is not drawn. "), run.said.toString());
        assertTrue(Files.exists(run.row("small").resolve("outcome.json")));
    }
}
