package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class TableCsvTest {

    @Test
    void equalsTheTextKept() throws IOException {
        assertEquals(Samples.golden("table.csv"), TableCsv.render(Samples.table()));
    }

    @Test
    void hostileNamesReadBackAsTheyWere() throws IOException {
        for (String name : List.of(Samples.QUOTES, Samples.SCRIPT, "a\r\nb", "a,b", " a ", "ü\"")) {
            List<CSVRecord> records = read(TableCsv.render(Samples.named(name)));
            assertEquals(4, records.size(), name);
            records.forEach(r -> assertEquals(records.get(0).size(), r.size(), name));
            assertEquals(name, records.get(1).get(0));
            assertEquals(name, records.get(2).get(5));
            assertEquals(name, records.get(3).get(0));
        }
    }

    @Test
    void spreadsheetRunsNoName() throws IOException {
        for (String name : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1")) {
            assertEquals("'" + name, read(TableCsv.render(Samples.named(name))).get(1).get(0));
        }
    }

    @Test
    void figureThatIsNotFiniteIsAnEmptyCellAndAnyOtherHasNoExponent() throws IOException {
        Row row = Samples.ok("a", null, Double.NaN, 1e-5, null);
        String text = TableCsv.render(Samples.of(row));
        assertFalse(text.contains("NaN"), text);
        assertEquals("", read(text).get(1).get(6));
        assertTrue(text.contains(",0.000010,"), text);
    }

    @Test
    void seedsAndEnsemblesHaveColumnsOfTheirOwn() throws IOException {
        List<CSVRecord> records = read(TableCsv.render(Samples.seedsAndEnsemble()));
        List<String> headings = records.get(0).toList();
        int first = headings.indexOf("f1Mean");
        assertEquals(
                List.of(
                        "f1Mean",
                        "f1StandardDeviation",
                        "f1Min",
                        "f1Max",
                        "seeds",
                        "ensemble",
                        "f1MeanMargin"),
                headings.subList(first, headings.size()));
        assertEquals(
                List.of("0.6951", "0.0123", "0.68", "0.7", "3", ""),
                records.get(1).toList().subList(first, headings.size() - 1));
        // t(2, 0.975) = 4.302652729749464, by mpmath
        assertEquals(
                4.302652729749464 * 0.0123 / Math.sqrt(3),
                Double.parseDouble(records.get(1).get(headings.size() - 1)),
                1e-15);
        assertEquals("majority vote of cnn, ff1", records.get(3).get(headings.size() - 2));
    }

    private static List<CSVRecord> read(String text) throws IOException {
        return CSVFormat.RFC4180.parse(new StringReader(text)).getRecords();
    }
}
