package org.tagzoo.app.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.Evaluation;

class RunReportTest {

    @TempDir static Path folder;
    private static Path made;
    private Path run;

    @BeforeAll
    static void make() throws IOException {
        made = SyntheticRun.make(folder);
    }

    @BeforeEach
    void copy(@TempDir Path own) throws IOException {
        run = SyntheticRun.copy(made, own.resolve("run"));
    }

    @Test
    void theSameFilesGiveTheSamePage() throws IOException {
        byte[] page = Files.readAllBytes(run.resolve("report.html"));
        byte[] table = Files.readAllBytes(run.resolve("table.json"));
        RunResults results = RunResults.open(run);
        CorpusReference corpus = CorpusReference.read(run.resolve("config.json"));
        new RunReport(run, corpus.thumbnails()).write(results.table(), results.context());
        assertArrayEquals(page, Files.readAllBytes(run.resolve("report.html")));
        assertArrayEquals(table, Files.readAllBytes(run.resolve("table.json")));
        String text = Files.readString(run.resolve("report.html"));
        assertTrue(text.contains("data:image/jpeg;base64,"), "there are no images");
        // The numbers of images of a row are bounded: 12 of a kind, and 6 of each of 4 pairs.
        assertTrue(text.split("<img ", -1).length - 1 <= 3 * 48);
    }

    @Test
    void figuresThatDoNotFollowFromTheScoresAreRefusedAndNothingIsWritten() throws IOException {
        Path scores = run.resolve("rows/b/scores.csv");
        List<String> lines = Files.readAllLines(scores);
        Files.write(
                scores,
                lines.stream()
                        .map(line -> line.replaceAll(",test,[0-9.]+,", ",test,0.0,"))
                        .toList());
        byte[] page = Files.readAllBytes(run.resolve("report.html"));
        RunResults results = RunResults.open(run);
        IOException error =
                assertThrows(
                        IOException.class,
                        () ->
                                new RunReport(run, Thumbnails.none())
                                        .write(results.table(), results.context()));
        assertTrue(error.getMessage().contains("Row 'b'"), error.getMessage());
        assertArrayEquals(page, Files.readAllBytes(run.resolve("report.html")));
    }

    @Test
    void labelsFileHoldsEachLabelAndEachAverage() throws IOException {
        List<String> lines = Files.readAllLines(run.resolve("rows/a/labels.csv"));
        RunResults results = RunResults.open(run);
        RowResults row = results.read(results.row("a"));
        Evaluation test = Evaluation.of(row.decide(Part.TEST));
        assertEquals(1 + 3 + 4, lines.size());
        assertTrue(lines.get(1).startsWith("label,river,"), lines.get(1));
        assertTrue(
                lines.get(7)
                        .startsWith(
                                "average,samples,%d,,%s,%s,%s,"
                                        .formatted(
                                                (long) test.support(),
                                                test.samples().precision(),
                                                test.samples().recall(),
                                                test.samples().f1())),
                lines.get(7));
        List<String> confusion = Files.readAllLines(run.resolve("rows/a/confusion.csv"));
        assertEquals("true \\ attached,river,sea,tree,no label", confusion.get(0));
        assertEquals(5, confusion.size());
        assertEquals(1 + 6, Files.readAllLines(run.resolve("rows/a/cooccurrence.csv")).size());
    }

    @Test
    void corpusIsReadAgainAsItWas() throws IOException {
        CorpusOptions options =
                CorpusOptions.DEFAULT
                        .withLabelColumns(List.of("x", "y"))
                        .withLimit(7, Long.MAX_VALUE);
        Path config =
                Files.writeString(
                        folder.resolve("c.json"),
                        new ObjectMapper()
                                .writeValueAsString(
                                        Map.of(
                                                "corpus",
                                                "csv:x",
                                                "corpusOptions",
                                                CorpusReference.Options.of(options))));
        assertEquals(new CorpusReference("csv:x", options), CorpusReference.read(config));
        Files.writeString(config, "{\"corpus\": \"openmoji\"}");
        assertThrows(IOException.class, () -> CorpusReference.read(config));
    }
}
