package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.score.ScoreMatrix;

class FixedThresholdSectionTest {

    /** At 0.1 sky is predicted for three images, two of them rightly, and sea for one, wrongly. */
    private static final ScoreMatrix SCORES =
            new ScoreMatrix(
                    new float[][] {{0.2F, 0}, {0.05F, 0}, {0.1F, 0.3F}, {0.9F, 0}},
                    new boolean[][] {{true, false}, {false, false}, {false, false}, {true, false}});

    private static Row row(String name, Row.Published published) {
        return Samples.without(name, Row.Status.SKIPPED, "why", published);
    }

    @Test
    void metricsAndCountsAreThoseByHand() throws Exception {
        Row.Published.Predicted theirs = new Row.Published.Predicted(2940, Map.of("sky", 1887));
        Row.Published published =
                new Row.Published(null, null, null, null, null, null, null, null, theirs);
        FixedThresholdSection section =
                new FixedThresholdSection(
                        List.of(row("cnn", null), row("other", published)),
                        List.of(SampleDetails.of("cnn", "sky").at(0.1, SCORES)));
        assertEquals("At threshold 0.1", section.title());
        ParsedPage page = ParsedPage.of(section.draw());
        assertEquals(
                List.of(
                        "rowaveragedlabel accuracymicro precisionmicro recallmicro F1"
                                + "macro precisionmacro recallmacro F1",
                        "predicting no label0.750",
                        "cnnover all images (scikit-learn)0.7500.5001.0000.6670.3330.5000.400",
                        "cnnover batches (Keras)0.7500.5001.0000.6670.3330.5000.400",
                        "labeltruecnnother, published, of 2,940",
                        "sky231,887",
                        "sea01-"),
                page.texts("tr"));
        List<String> bars = page.texts("title");
        assertTrue(bars.contains("sky: 3") && bars.contains("sea: 1"), bars.toString());
        // Bars of 3 and 1 of 4 images, of the 46% of the width that the axis has.
        assertEquals(
                List.of("34.5%", "11.5%"),
                page.all("rect").stream().map(bar -> bar.getAttribute("width")).toList());
    }

    @Test
    void aReportHasTheSectionWhereRowsShareAThreshold() throws Exception {
        StringBuilder with = new StringBuilder();
        ReportContext context = Samples.context("t");
        List<RowDetails> details = List.of(SampleDetails.of("cnn", "sky"));
        HtmlReport.write(with, Samples.table(), details, context);
        assertTrue(!with.toString().contains(FixedThresholdSection.ID));
        with.setLength(0);
        List<RowDetails> fixed = List.of(details.get(0).at(0.1, SCORES));
        HtmlReport.write(with, Samples.table(), fixed, context);
        assertTrue(with.toString().contains("href=\"#" + FixedThresholdSection.ID + "\""));
    }
}
