package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.Retrieval;

class RetrievalPageTest {

    private static final StageRetrieval.Probe PROBE =
            new StageRetrieval.Probe("top-1", 0.5, new Interval(0.4, 0.6));

    @TempDir private Path folder;

    private static Retrieval found(double map) {
        Interval interval = new Interval(map - 0.01, map + 0.01);
        return new Retrieval(
                7,
                2,
                new Retrieval.Figure(map, interval, 0.25),
                new Retrieval.Figure(map / 2, interval, 0.125));
    }

    private static RetrievalResults results(boolean domains) {
        List<StageRetrieval.Pair> pairs = new ArrayList<>();
        pairs.add(new StageRetrieval.Pair(StageRetrieval.ALL, StageRetrieval.ALL, found(0.3)));
        Map<String, Integer> images = new LinkedHashMap<>(Map.of(StageRetrieval.ALL, 9));
        if (domains) {
            images.put("photo <b>", 4);
            images.put("sketch", 5);
            pairs.add(new StageRetrieval.Pair("photo <b>", "photo <b>", found(0.8)));
            pairs.add(new StageRetrieval.Pair("photo <b>", "sketch", found(0.4)));
            pairs.add(new StageRetrieval.Pair("sketch", "photo <b>", null));
            pairs.add(new StageRetrieval.Pair("sketch", "sketch", found(0.6)));
        }
        return new RetrievalResults(
                "net",
                "folders:here",
                "they have the same class",
                images,
                List.of(
                        new StageRetrieval("stem", 16, true, pairs, pairs, PROBE),
                        new StageRetrieval("head", 1280, false, pairs, null, PROBE)));
    }

    private ParsedPage page(RetrievalResults results) throws Exception {
        Path file = folder.resolve("retrieval.html");
        new RetrievalPage(results).write(file);
        return ParsedPage.of(Files.readString(file));
    }

    @Test
    void aMatrixHasACellForEachPairOfDomains() throws Exception {
        ParsedPage page = page(results(true));
        assertEquals(3 * 2 * 4, page.all("rect").size());
        List<String> texts = page.texts("text");
        for (String text : List.of("0.800", "0.400", "0.600", "0.200", "-", "photo <b>")) {
            assertTrue(texts.contains(text), text + " in " + texts);
        }
        List<String> hints = page.texts("title");
        String hint =
                "photo <b> to sketch: 0.400 (0.390 to 0.410), by chance 0.250; 7 queries, 2 left out";
        assertTrue(hints.contains(hint), hints.toString());
        assertTrue(
                hints.contains("sketch to photo <b>: no query has a relevant image"),
                hints.toString());
    }

    /** Within: the mean of 0.8 and 0.6; across: 0.4 alone, as the other pair has none. */
    @Test
    void theTableHasMeansWithinAndAcrossDomains() {
        List<List<String>> lines = RetrievalTable.lines(results(true));
        assertEquals(
                List.of(
                        "stage",
                        "features",
                        "mAP",
                        "95%",
                        "mAP within",
                        "mAP across",
                        "P@10",
                        "95%",
                        "probe top-1",
                        "95%"),
                lines.get(0));
        assertEquals(
                List.of(
                        "head",
                        "1,280",
                        "0.300",
                        "0.290-0.310",
                        "0.700",
                        "0.400",
                        "0.150",
                        "0.290-0.310",
                        "0.500",
                        "0.400-0.600"),
                lines.get(2));
        assertEquals(
                List.of("by chance", "", "0.250", "", "0.250", "0.250", "0.125", "", "", ""),
                lines.get(3));
    }

    @Test
    void withoutDomainsThereIsOneFigureAStage() throws Exception {
        assertEquals(8, RetrievalTable.lines(results(false)).get(0).size());
        assertEquals(3 * 2, page(results(false)).all("rect").size());
    }
}
