package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.LabelReport;
import org.tagzoo.zoo.metric.PrecisionRecallF1;
import org.tagzoo.zoo.threshold.ThresholdScan;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class HtmlReportTest {

    private static String html(Table table, List<RowDetails> details, String name)
            throws IOException {
        StringBuilder out = new StringBuilder();
        HtmlReport.write(
                out, table.withDifferences(differences(details)), details, Samples.context(name));
        return out.toString();
    }

    /** The first row with details against the second, if there are two. */
    private static List<RowDifference> differences(List<RowDetails> details) {
        return details.size() < 2
                ? List.of()
                : List.of(Samples.difference(details.get(0).name(), details.get(1).name(), true));
    }

    private static Document parse(String html) throws Exception {
        return ParsedPage.of(html).document();
    }

    private static List<Element> all(Document page, String element) {
        return new ParsedPage(page).all(element);
    }

    private static String sample() throws IOException {
        Table table = Samples.table();
        return html(
                table,
                List.of(
                        SampleDetails.of("ff1", "tree"),
                        SampleDetails.of("resnet50-keras-augmented", "tree")),
                "Trees and seas");
    }

    @Test
    void isWellFormedAndHoldsEverySection() throws Exception {
        Document page = parse(sample());
        List<String> ids = all(page, "section").stream().map(e -> e.getAttribute("id")).toList();
        assertEquals(
                List.of("table", "f1", "differences", "row-1", "row-2", "corpus", "guide"), ids);
        // F1 with intervals, bars of F1 and of times; then loss, F1, scan, network and labels of
        // each row. Diamonds are drawings too.
        List<Element> charts =
                all(page, "svg").stream()
                        .filter(e -> e.getAttribute("role").equals("img"))
                        .toList();
        assertEquals(3 + 2 * 5, charts.size());
        String text = page.getDocumentElement().getTextContent();
        assertTrue(text.contains("put resnet152.safetensors into the folder weights"));
        assertTrue(text.contains("out of memory at batch 3"));
        assertTrue(text.contains("29 min 29 s"));
    }

    @Test
    void showsAveragesMatricesSwapsAndDifferences() throws Exception {
        Document page = parse(sample());
        List<String> lines =
                all(page, "tr").stream()
                        .map(e -> e.getTextContent().strip().replaceAll("\\s+", " "))
                        .toList();
        assertTrue(lines.contains("samples average30.3750.300-0.4500.1250.250"), lines::toString);
        String difference = "−0.030−0.050 to −0.010< 0.001< 0.001";
        String row = "ff1" + difference + difference + "7 : 130.2630.500significant";
        assertTrue(lines.contains(row), lines::toString);
        Element heat =
                all(page, "figure").stream()
                        .filter(e -> e.getTextContent().contains("Confusion of labels"))
                        .findFirst()
                        .orElseThrow();
        // Of two images with "tree", one was attached and one taken for "sea".
        assertTrue(heat.getTextContent().contains("tree11"), heat.getTextContent());
        List<String> shades =
                all(page, "td").stream()
                        .filter(e -> e.getParentNode().getTextContent().equals("tree11"))
                        .map(e -> e.getAttribute("class"))
                        .limit(3)
                        .toList();
        assertEquals(List.of("h5 same", "h5", "h0"), shades);
        String text = page.getDocumentElement().getTextContent();
        assertTrue(text.contains("tree taken for sea: 7 images"), text);
        assertTrue(text.contains("True labels together"), text);
        assertTrue(text.contains("Its lead over") || text.contains("significant"), text);
    }

    @Test
    void seedsAndEnsemblesAreShown() throws Exception {
        String text =
                parse(html(Samples.seedsAndEnsemble(), List.of(), "t"))
                        .getDocumentElement()
                        .getTextContent();
        assertTrue(text.contains("0.695 ± 0.012 (3)"), text);
        assertTrue(text.contains("majority vote of cnn, ff1"), text);
        assertTrue(text.contains("F1 over seeds"), text);
        assertFalse(html(Samples.table(), List.of(), "t").contains("over seeds"));
    }

    @Test
    void everyImageHasWordsAndEveryReferenceAnEnd() throws Exception {
        Document page = parse(sample());
        Set<String> ids = new HashSet<>();
        for (Element element : all(page, "*")) {
            String id = element.getAttribute("id");
            assertTrue(id.isEmpty() || ids.add(id), "twice: " + id);
        }
        for (Element element : all(page, "*")) {
            for (String id : element.getAttribute("aria-labelledby").split(" ")) {
                assertTrue(id.isEmpty() || ids.contains(id), "no such id: " + id);
            }
            String link = element.getAttribute("href");
            assertTrue(link.isEmpty() || ids.contains(link.substring(1)), "no such place: " + link);
            boolean isImage = element.getTagName().equals("img");
            assertFalse(isImage && element.getAttribute("alt").isEmpty());
            boolean isChart = element.getAttribute("role").equals("img");
            assertFalse(isChart && element.getAttribute("aria-labelledby").isEmpty());
        }
    }

    @Test
    void asksForNothingFromOutside() throws Exception {
        String html = sample();
        for (Element element : all(parse(html), "*")) {
            String source = element.getAttribute("src");
            assertTrue(source.isEmpty() || source.startsWith("data:image/"), source);
            assertTrue(element.getAttribute("style").isEmpty(), "the policy forbids it");
        }
        assertFalse(html.contains("example.org"), "only pixels may be images");
        assertFalse(html.replace("http://www.w3.org/1999/xhtml", "").contains("http:"));
        assertFalse(html.contains("url("));
        assertFalse(html.contains("@import"));
    }

    @Test
    void policyAllowsThisStyleAndThisScriptAndNoOther() throws Exception {
        Document page = parse(sample());
        String policy =
                all(page, "meta").stream()
                        .filter(e -> e.getAttribute("http-equiv").startsWith("Content-Sec"))
                        .findFirst()
                        .orElseThrow()
                        .getAttribute("content");
        assertTrue(policy.startsWith("default-src 'none'; img-src data:; "), policy);
        assertEquals(1, all(page, "script").size());
        assertTrue(policy.contains("script-src '" + hash(all(page, "script").get(0)) + "'"));
        assertTrue(policy.contains("style-src '" + hash(all(page, "style").get(0)) + "'"));
    }

    private static String hash(Element element) throws GeneralSecurityException {
        byte[] source = element.getTextContent().getBytes(StandardCharsets.UTF_8);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(source);
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }

    @Test
    void hostileNamesStayText() throws Exception {
        for (String name :
                List.of(
                        Samples.SCRIPT,
                        Samples.QUOTES,
                        "\"' onload='alert(1)' x=\"",
                        "</title></style></svg><img src=x onerror=alert(1)>",
                        "]]>&lt;\u0000\u001b\ud800\uffff")) {
            String html = html(Samples.named(name), List.of(SampleDetails.of(name, name)), name);
            Document page = parse(html);
            assertEquals(1, all(page, "script").size(), name);
            // Of the gallery and of the filters.
            assertEquals(2, all(page, "img").size(), name);
            for (Element element : all(page, "*")) {
                assertTrue(element.getAttribute("onload").isEmpty(), name);
            }
        }
        Document page = parse(html(Samples.named(Samples.SCRIPT), List.of(), Samples.SCRIPT));
        assertEquals(Samples.SCRIPT, all(page, "h1").get(0).getTextContent());
    }

    @Test
    void onlyPixelsAreImages() throws Exception {
        for (String address :
                List.of(
                        "javascript:alert(1)",
                        "data:text/html;base64,AAAA",
                        "data:image/svg+xml;base64,AAAA",
                        "data:image/png;base64,AAAA\" onerror=\"x",
                        "")) {
            RowDetails.ErrorExample mistake =
                    new RowDetails.ErrorExample(
                            new RowDetails.GalleryImage("im1", address, List.of(), List.of()),
                            "sea",
                            "false positive",
                            1);
            RowDetails details = empty("ff1", List.of(), List.of(), List.of(), List.of(mistake));
            Document page = parse(html(Samples.table(), List.of(details), "t"));
            assertEquals(0, all(page, "img").size(), address);
        }
    }

    private static RowDetails empty(
            String name,
            List<RowDetails.Epoch> history,
            List<ThresholdScan.Point> scan,
            List<LabelReport> labels,
            List<RowDetails.ErrorExample> mistakes) {
        return new RowDetails(
                name,
                history,
                scan,
                labels,
                List.of(),
                Optional.empty(),
                mistakes,
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    @Test
    void nothingToDrawLeavesNoEmptyImage() throws Exception {
        RowDetails empty = empty("ff1", List.of(), List.of(), List.of(), List.of());
        Document page = parse(html(Samples.table(), List.of(empty), "t"));
        // The table's: intervals, and bars of metrics and times.
        assertEquals(
                3,
                all(page, "svg").stream()
                        .filter(e -> e.getAttribute("role").equals("img"))
                        .count());
        Row failed = Samples.without("a", Row.Status.FAILED, "broken", null);
        page = parse(html(Samples.of(failed), List.of(), "t"));
        assertEquals(0, all(page, "svg").size());
        parse(html(Samples.of(), List.of(), "t"));
    }

    @Test
    void figuresThatAreNotFiniteAreDashes() throws Exception {
        double nan = Double.NaN;
        PrecisionRecallF1 none = new PrecisionRecallF1(nan, nan, nan);
        RowDetails details =
                empty(
                        "a",
                        List.of(
                                new RowDetails.Epoch(1, nan, Double.POSITIVE_INFINITY, nan, 1, 1),
                                new RowDetails.Epoch(2, nan, nan, nan, nan, 1)),
                        List.of(new ThresholdScan.Point(0.5, none)),
                        List.of(new LabelReport("l", 0, 0, none, new Interval(nan, nan), nan)),
                        List.of());
        String html =
                html(Samples.of(Samples.ok("a", null, nan, nan, null)), List.of(details), "t");
        parse(html);
        assertFalse(html.contains("NaN"), html);
        assertFalse(html.contains("Infinity"), html);
    }

    @Test
    void twoWritesGiveTheSameBytes(@TempDir Path folder) throws IOException {
        List<RowDetails> details = List.of(SampleDetails.of("ff1", "tree"));
        for (String name : List.of("a.html", "b.html")) {
            HtmlReport.write(
                    folder.resolve(name), Samples.table(), details, Samples.context("Trees"));
        }
        byte[] first = Files.readAllBytes(folder.resolve("a.html"));
        assertEquals(-1, Files.mismatch(folder.resolve("a.html"), folder.resolve("b.html")));
        assertFalse(new String(first, StandardCharsets.UTF_8).contains("\r"));
    }
}
