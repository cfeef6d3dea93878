package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.report.TileSheet;

/** What a comparison draws of its networks, and what it writes for TensorBoard. */
class CompareExplainTest {

    @TempDir Path folder;

    private Path events(Path run) {
        return run.resolve("tensorboard/cnn/events.out.tfevents.0.tagzoo");
    }

    private static int count(byte[] events, String tag) {
        return new String(events, StandardCharsets.ISO_8859_1).split(tag, -1).length - 1;
    }

    @Test
    void theReportShowsWhatNetworksSee() throws IOException {
        Path corpus = Colours.draw(folder.resolve("colours"));
        Path run = folder.resolve("run");
        Result compared = Colours.compare(corpus, "cnn", run, "--explain", "--tensorboard");
        assertEquals(0, compared.exitCode(), compared.err());
        List<TileSheet> sheets = TileSheet.read(run.resolve("rows/cnn/inside.json"));
        List<String> titles = sheets.stream().map(TileSheet::title).toList();
        assertTrue(titles.contains("Filters of the first convolution"), titles.toString());
        assertTrue(titles.contains("Heat maps"), titles.toString());
        assertTrue(titles.contains("What excites them most"), titles.toString());
        int heat = titles.indexOf("Heat maps");
        assertEquals(
                List.copyOf(Colours.CLASSES.keySet()).stream().sorted().toList(),
                sheets.get(heat).tiles().stream().map(TileSheet.Tile::caption).sorted().toList());
        String report = Files.readString(run.resolve("report.html"));
        assertTrue(report.contains("What the network sees"), "the report's section");
        byte[] events = Files.readAllBytes(events(run));
        int epochs = Files.readAllLines(run.resolve("rows/cnn/history.csv")).size() - 1;
        assertEquals(epochs, count(events, "loss/train"));
        assertEquals(1, count(events, "_hparams_/session_end_info"));
        // A row that has to be evaluated again adds nothing that is there.
        Files.delete(run.resolve("rows/cnn/outcome.json"));
        Result resumed = Result.run("resume", run.toString());
        assertEquals(0, resumed.exitCode(), resumed.err());
        assertArrayEquals(events, Files.readAllBytes(events(run)));
        assertEquals(sheets, TileSheet.read(run.resolve("rows/cnn/inside.json")));
    }
}
