package org.tagzoo.app.report;

import static j2html.TagCreator.p;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.tr;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class HtmlTest {

    private static String page(String title, String script) throws Exception {
        StringBuilder out = new StringBuilder();
        Html.write(out, title, "p { color: red; }", script, p(title).withTitle(title));
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>&amp;</b>", "\"' onload='x'", "</title><script>", "a\tb", "海と空😀"})
    void textStaysText(String text) throws Exception {
        ParsedPage page = ParsedPage.of(page(text, ""));
        assertEquals(List.of(text), page.texts("title"));
        assertEquals(List.of(text), page.texts("p"));
        // A parser makes a blank of a tab in an attribute.
        assertEquals(text.replace('\t', ' '), page.all("p").get(0).getAttribute("title"));
        assertEquals(0, page.all("script").size());
    }

    @Test
    void charactersThatXmlCantHoldAreReplaced() throws Exception {
        ParsedPage page = ParsedPage.of(page("a\u0000\u001b\ud800b\uffff\u007f", ""));
        assertEquals(List.of("a\ufffd\ufffd\ufffdb\ufffd\u007f"), page.texts("p"));
    }

    @Test
    void policyNamesWhatIsThereAndNothingElse() throws Exception {
        String without = page("t", "");
        assertFalse(without.contains("script"), without);
        Element policy = ParsedPage.of(page("t", "let x;")).all("meta").get(1);
        assertEquals(
                "default-src 'none'; img-src data:; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
                        .formatted(Html.hash("p { color: red; }"), Html.hash("let x;")),
                policy.getAttribute("content"));
    }

    /** The example of FIPS 180-2, as Base64. */
    @Test
    void hashIsThatOfThePolicies() {
        assertEquals("sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", Html.hash("abc"));
    }

    @Test
    void stylesHaveNothingThatMarkupWouldNeedEscaped() {
        for (String name :
                List.of("report.css", "report.js", "images.css", "heat.css", "sheet.css")) {
            String source = Html.resource(HtmlReport.class, name);
            assertFalse(source.contains("<") || source.contains("&"), name);
            assertFalse(source.contains("\r"), name);
        }
    }

    @Test
    void aTableCanBeScrolledByKeys() throws Exception {
        ParsedPage page =
                ParsedPage.of(
                        Html.table(
                                "Counts",
                                "sortable wide",
                                Html.column("n", true),
                                tbody(tr(td("1"))),
                                null));
        Element region = page.all("div").get(0);
        assertEquals("region", region.getAttribute("role"));
        assertEquals("Counts", region.getAttribute("aria-label"));
        assertEquals("0", region.getAttribute("tabindex"));
        assertEquals("sortable wide", page.all("table").get(0).getAttribute("class"));
        assertEquals("number", page.all("th").get(0).getAttribute("class"));
        assertEquals(1, page.all("tbody").size());
    }

    @Test
    void numbersAreSortedByTheirValueWhereTheyHaveOne() throws Exception {
        Element cell = ParsedPage.of(Html.number(FigureFormat.FIGURE, 0.12345)).all("td").get(0);
        assertEquals("0.123", cell.getTextContent());
        assertEquals("0.12345", cell.getAttribute("data-value"));
        cell = ParsedPage.of(Html.number(FigureFormat.FIGURE, Double.NaN)).all("td").get(0);
        assertEquals("-", cell.getTextContent());
        assertFalse(cell.hasAttribute("data-value"));
        assertTrue(cell.getAttribute("class").contains("number"));
    }
}
