package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeakageTextTest {

    @TempDir Path folder;

    private static Leakage.Column column(
            String name, boolean isContent, double bound, Leakage.Remedy remedy) {
        return new Leakage.Column(
                name,
                isContent,
                List.of(
                        new Leakage.LabelArea("a <b>", bound + 0.05, bound),
                        new Leakage.LabelArea("other", 0.5, 0.4)),
                remedy);
    }

    private static Leakage found() {
        Leakage.Remedy bySize = new Leakage.Remedy("size", "a <b>", 0.91, 0.52);
        return new Leakage(
                600,
                List.of(
                        column("size", false, 0.8, bySize),
                        column("width", false, 0.75, bySize),
                        column("height", false, 0.7, null),
                        column("bytes", false, 0.72, new Leakage.Remedy(null, "a <b>", 0.91, null)),
                        column(
                                "camera",
                                false,
                                0.71,
                                new Leakage.Remedy("camera", "a <b>", 0.91, null)),
                        column("all together", false, 0.86, null),
                        column("colour", true, 0.9, null)),
                List.of("rare"),
                0.41,
                0.315);
    }

    @Test
    void columnsOfOneRemedyAreNamedTogether() {
        List<String> leaks = LeakageText.leaks(found());
        assertEquals(3, leaks.size(), leaks::toString);
        assertTrue(
                leaks.get(0)
                        .startsWith(
                                "LEAK: size, width predict 'a <b>' (AUC 0.850, at least 0.800). "),
                leaks.get(0));
        assertTrue(
                leaks.get(0).endsWith("all together for 'a <b>' is 0.910 before, 0.520 then."),
                leaks.get(0));
        assertTrue(leaks.get(1).endsWith("and make all in one way."), leaks.get(1));
        assertTrue(leaks.get(2).contains("--group-by camera leaves too few groups"), leaks.get(2));
    }

    /** A bound of 0.70 is none above it. */
    @Test
    void allTogetherIsNamedOnlyIfNothingIsAlone() {
        Leakage none =
                new Leakage(600, List.of(column("size", false, 0.7, null)), List.of(), null, 0.3);
        List<String> sentences = LeakageText.sentences(none);
        assertEquals("Nothing leaks: no lower bound is above 0.70.", sentences.get(0));
        assertTrue(sentences.get(1).contains("by chance") && sentences.get(1).contains("0.300"));
        Leakage together =
                new Leakage(
                        600,
                        List.of(column("all together", false, 0.75, null)),
                        List.of(),
                        0.4,
                        0.3);
        assertTrue(LeakageText.leaks(together).get(0).startsWith("LEAK: all together predicts"));
    }

    @Test
    void theReportHasItWhereItWasAsked() throws Exception {
        ReportContext plain = new ReportContext("t", List.of(), Map.of(), null, Map.of());
        ReportContext with =
                new ReportContext("t", List.of(), Map.of(), null, Map.of(), found(), null, null);
        Path file = folder.resolve("report.json");
        with.write(file);
        assertEquals(with, ReportContext.read(file));
        plain.write(file);
        assertNull(ReportContext.read(file).leakage());
        assertFalse(Files.readString(file).contains("leakage"), "as before");
        StringBuilder page = new StringBuilder();
        HtmlReport.write(page, Samples.of(), List.of(), with);
        assertTrue(page.toString().contains("#leakage"), "in the list of what is on the page");
        ParsedPage section = ParsedPage.of(LeakageSection.of(found()));
        assertEquals(8, section.all("tr").size());
        assertEquals("sizea <b>", section.texts("tr").get(1).replaceAll("[0-9.]", ""));
        assertTrue(section.texts("tr").get(7).startsWith("colour (content)"));
        assertEquals(5, section.texts("li").size());
    }
}
