package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableMarkdownTest {

    @Test
    void equalsTheTextKept() throws IOException {
        assertEquals(Samples.golden("table.md"), TableMarkdown.render(Samples.table()));
    }

    @Test
    void publishedColumnsAreThereOnlyWhenAnyRowHasSome() {
        String text = TableMarkdown.render(Samples.of(Samples.ok("a", null, 0.5, null, null)));
        assertFalse(text.contains("published"), text);
    }

    @Test
    void seedsHaveAColumnOnlyWhenAnyRowHasSome() throws IOException {
        String text = TableMarkdown.render(Samples.seedsAndEnsemble());
        assertTrue(text.contains("| F1 over seeds |"), text);
        assertTrue(text.contains("| 0.695 ± 0.012 (3) |"), text);
        assertTrue(text.contains("\nboth-vote is the majority vote of cnn, ff1.\n"), text);
        assertFalse(TableMarkdown.render(Samples.table()).contains("seeds"));
    }

    @Test
    void hostileNamesMakeNoColumnAndNoMarkup() {
        String name = "a|b\n![x](http://x) <script> `c` \\| *d* _e_ f_g $h$ ~i~";
        assertEquals(
                "a\\|b !\\[x\\](http://x) &lt;script&gt; \\`c\\` \\\\\\| \\*d\\* \\_e\\_ f_g"
                        + " \\$h\\$ \\~i\\~",
                TableMarkdown.escape(name));
        List<String> lines =
                TableMarkdown.render(Samples.named(name))
                        .lines()
                        .filter(l -> l.startsWith("|"))
                        .toList();
        assertEquals(5, lines.size());
        long bars = bars(lines.get(0));
        lines.forEach(line -> assertEquals(bars, bars(line), line));
    }

    /** Bars that divide columns: those without a backslash that is itself not escaped. */
    private static long bars(String line) {
        return line.replace("\\\\", "").replace("\\|", "").chars().filter(c -> c == '|').count();
    }
}
