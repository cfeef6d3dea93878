package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tagzoo.app.report.RowDetails.ErrorExample;
import org.tagzoo.app.report.RowDetails.GalleryImage;
import org.tagzoo.app.report.RowDetails.Swap;
import org.tagzoo.app.report.RowDetails.SwapExample;
import org.w3c.dom.Element;

/** Sections of the report, each alone. */
class SectionsTest {

    private static ErrorExample error(String kind, String label, double score) {
        GalleryImage image =
                new GalleryImage("im-" + label, Samples.PIXEL, List.of("a", "b"), List.of());
        return new ErrorExample(image, label, kind, score);
    }

    @Test
    void galleryShowsEachErrorUnderItsKind() throws Exception {
        ParsedPage page =
                ParsedPage.of(
                        ErrorGallerySection.of(
                                List.of(
                                        error("false positive", "sea", 0.99),
                                        error("false negative", "sky", 0.01),
                                        error("false positive", "dog", 0.98)),
                                List.of()));
        assertEquals(List.of("Error gallery: top losses on test"), page.texts("h3"));
        assertEquals(
                List.of(
                        "Predicted with the highest scores, though not true",
                        "True, with the lowest scores"),
                page.texts("h4"));
        assertEquals(List.of("sea", "dog", "sky"), page.texts("strong"));
        assertEquals(
                List.of("score0.990truea, bpredictednoneimageim-sea"),
                page.texts("dl").subList(0, 1));
        assertEquals(2, page.attributes("p", "positive", "class").size());
        assertEquals(1, page.attributes("p", "negative", "class").size());
        assertEquals("image im-sea", page.all("img").get(0).getAttribute("alt"));
    }

    @Test
    void galleryOfSwapsNamesBothLabels() throws Exception {
        GalleryImage image = new GalleryImage("x", null, List.of("sky"), List.of("sea"));
        Swap swap = new Swap("sky", "sea", 1, List.of(new SwapExample(image, 0.25, 0.75)));
        ParsedPage page = ParsedPage.of(ErrorGallerySection.of(List.of(), List.of(swap)));
        assertEquals(List.of("Labels taken for one another, on test"), page.texts("h3"));
        assertEquals(List.of("sky taken for sea: 1 image"), page.texts("h4"));
        assertEquals(List.of("sea0.750sky0.250trueskypredictedseaimagex"), page.texts("dl"));
        assertEquals(0, page.all("img").size());
        assertTrue(page.text().contains("no image"), page.text());
    }

    @Test
    void galleryWithoutErrorsIsNotThere() throws Exception {
        assertEquals("", ParsedPage.of(ErrorGallerySection.of(List.of(), List.of())).text());
    }

    private static ReportContext context(ReportContext.PartCounts images) {
        Map<String, ReportContext.PartCounts> labels = new LinkedHashMap<>();
        labels.put("sky", new ReportContext.PartCounts(1000, 20, 3));
        return new ReportContext("t", List.of("a <note>"), Map.of("epochs", "5"), images, labels);
    }

    @Test
    void corpusCountsEachLabelByPart() throws Exception {
        ReportContext.PartCounts images = new ReportContext.PartCounts(2000, 30, 4);
        ParsedPage page = ParsedPage.of(CorpusSection.of(Samples.table(), context(images)));
        assertEquals(
                List.of(
                        "labeltrainvalidationtestall",
                        "sky1,0002031,023",
                        "all images2,0003042,034"),
                page.texts("tr"));
        assertEquals("1023", page.all("td").get(3).getAttribute("data-value"));
        assertEquals(
                List.of(
                        "1 file could not be used and stayed out; quarantine.csv says why.",
                        "a <note>"),
                page.texts("li"));
        assertEquals(List.of("epochs5"), page.texts("dl"));
    }

    @Test
    void corpusWithoutWhatIsNotKnown() throws Exception {
        ReportContext none = new ReportContext("t", List.of(), Map.of(), null, Map.of());
        ParsedPage page = ParsedPage.of(CorpusSection.of(Samples.of(), none));
        assertEquals(List.of("Every file could be read; none is quarantined."), page.texts("li"));
        assertEquals(1, page.all("tr").size());
        assertFalse(page.text().contains("Settings"), page.text());
    }

    @Test
    void tableHasALineForEachRowAndWhatBecameOfIt() throws Exception {
        ParsedPage page = ParsedPage.of(TableSection.of(Samples.table()));
        List<Element> rows = page.all("tr");
        assertEquals(1 + 4 + 3, rows.size());
        assertEquals(
                List.of("", "", "without", "without", "", "", ""),
                rows.subList(1, 8).stream().map(row -> row.getAttribute("class")).toList());
        assertTrue(page.texts("h3").contains("Rows without metrics"), page.text());
        assertEquals(List.of("resnet152", "vgg16"), page.texts("strong"));
        assertEquals(
                List.of("published 0.749"),
                page.texts("span").stream()
                        .filter(text -> text.startsWith("published 0.7") && text.endsWith("49"))
                        .toList());
        Element f1 = page.all("td").get(0);
        assertEquals("0.245", f1.getTextContent());
        assertEquals("0.2451", f1.getAttribute("data-value"));
    }

    @Test
    void aTableOfClassesHasAChartOfItsOwnMetric() throws Exception {
        Table table = Samples.of(Samples.classes("a", 0.5), Samples.classes("b", 0.75));
        assertEquals(1, TableSection.charts(table).size());
        ParsedPage page =
                ParsedPage.of(
                        TableSection.chart(table, TableSection.charts(table).get(0), "b wins"));
        assertEquals("b wins", page.texts("desc").get(0));
        assertEquals(2, page.attributes("circle", "dot", "cx").size());
        assertTrue(page.texts("text").contains("0.750  (0.700–0.800)"), page.text());
        assertEquals(List.of(), TableSection.charts(Samples.of()));
    }
}
