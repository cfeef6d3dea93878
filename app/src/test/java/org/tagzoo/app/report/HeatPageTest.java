package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.explain.HeatMap;
import org.tagzoo.zoo.explain.HeatMethod;

class HeatPageTest {

    private static final HeatMap HOT = new HeatMap("sky <b>", 2, 2, new float[] {0, 1, 2, 3});
    private static final HeatMap COLD = new HeatMap("sea", 2, 2, new float[] {0, 0, 0.04f, -1});

    private static final HeatPage.Label[] LABELS = {
        new HeatPage.Label(0.9, 0.5, true, HOT),
        new HeatPage.Label(0.1012, 2.0, false, COLD),
        new HeatPage.Label(0.2, null, false, COLD)
    };

    @TempDir private Path folder;

    private String page(HeatMethod method, HeatPage.Label... labels) throws Exception {
        Path file = folder.resolve("heat.html");
        new HeatPage(
                        "im<1>",
                        "net, 3 labels",
                        Samples.PIXEL,
                        40,
                        30,
                        method,
                        List.of(labels),
                        List.of())
                .write(file);
        return Files.readString(file);
    }

    @Test
    void saysOfEachLabelWhatItIsWorthAndWhereItIs() throws Exception {
        ParsedPage page = ParsedPage.of(page(HeatMethod.OCCLUSION, LABELS));
        assertEquals(List.of("im<1>"), page.texts("h1"));
        assertEquals(List.of("As it is", "sky <b>", "sea", "sea"), page.texts("h2"));
        List<String> lines = page.texts("p");
        for (String line :
                List.of(
                        "0.900 predicted, threshold 0.500",
                        "hottest at the bottom right, 3.0 logits",
                        "0.101 not predicted, threshold never",
                        "0.200 not predicted",
                        "no place speaks for it")) {
            assertTrue(lines.contains(line), line + " in " + lines);
        }
        assertEquals(
                List.of(
                        "The image im<1> as it is",
                        "Heat map of sky <b> over the image: hottest at the bottom right, 3.0 logits",
                        "Heat map of sea over the image: no place speaks for it",
                        "Heat map of sea over the image: no place speaks for it"),
                page.all("img").stream().map(image -> image.getAttribute("alt")).toList());
    }

    /** A bar of 100, with a line where the threshold is, if any score reaches it. */
    @Test
    void barsShowTheScoreAndTheThreshold() throws Exception {
        ParsedPage page = ParsedPage.of(page(HeatMethod.OCCLUSION, LABELS));
        assertEquals(List.of("90.0", "10.1", "20.0"), page.attributes("rect", "value", "width"));
        assertEquals(
                List.of("50.0"),
                page.all("line").stream().map(line -> line.getAttribute("x1")).toList());
        assertEquals(1, page.attributes("svg", "predicted", "viewBox").size());
    }

    @Test
    void holdsTheImageTwiceHoweverManyLabels() throws Exception {
        HeatPage.Label label = new HeatPage.Label(0.9, 0.5, true, HOT);
        String html = page(HeatMethod.OCCLUSION, label, label, label);
        assertEquals(1 + 2, html.split(java.util.regex.Pattern.quote(Samples.PIXEL)).length);
        assertTrue(html.contains("--ratio: calc(40 / 30)"), "its proportions");
    }

    @Test
    void eachMethodHasItsMeaning() throws Exception {
        HeatPage.Label label = new HeatPage.Label(0.9, 0.5, true, HOT);
        assertTrue(page(HeatMethod.OCCLUSION, label).contains("square covers it (occlusion)"));
        String tokens = page(HeatMethod.TOKEN_ACTIVATION, label);
        assertTrue(tokens.contains("less the mean of all patches (token activation)"), tokens);
        String activation = page(HeatMethod.CLASS_ACTIVATION, label);
        assertTrue(activation.contains("(class activation)"), activation);
        ParsedPage page = ParsedPage.of(activation);
        List<String> colours =
                page.all("stop").stream().map(stop -> stop.getAttribute("stop-color")).toList();
        assertEquals(9, colours.size());
        assertEquals("#0d0887", colours.get(0));
        assertEquals("#cc4778", colours.get(4));
        assertEquals("#f0f921", colours.get(8));
    }

    @Test
    void withoutLabelsThereIsNothingToExplain() throws Exception {
        String html = page(HeatMethod.OCCLUSION);
        assertTrue(html.contains("No label is predicted"), html);
        assertFalse(html.contains("What the colours mean"), html);
        assertEquals(1, ParsedPage.of(html).all("img").size());
    }
}
