package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tagzoo.datasets.corpus.CorpusAsserts.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {

    @TempDir Path folder;

    private CsvTable read(String text) throws IOException {
        return CsvTable.read("csv:t.csv", TinyImages.text(folder, "t.csv", text));
    }

    @Test
    void rowsKnowTheirLines() throws IOException {
        CsvTable table = read("\ufeff\"a;b\", ,c\r\n\r\n\"1\n2\",x,\"say \"\"hi\"\"\"\n3,y,");
        assertEquals(List.of("a;b", "column 2", "c"), table.header());
        assertEquals(
                List.of(
                        new CsvTable.Row(
                                folder.resolve("t.csv"), 3, List.of("1\n2", "x", "say \"hi\"")),
                        new CsvTable.Row(folder.resolve("t.csv"), 5, List.of("3", "y", ""))),
                table.rows());
    }

    @Test
    void brokenTablesAreRefused() throws IOException {
        assertRefused(() -> read("a,b\n1,2\n1,2,3\n"), "t.csv:3: 3 fields, but the header has 2");
        assertRefused(() -> read("a,b\n1,2\n1,\"2\n3,4\n"), "t.csv:3: the row is broken");
        assertRefused(() -> read("a,b\n\"1\"x,2\n"), "t.csv:2: the row is broken");
        assertRefused(
                () -> read("a,b,a\n1,2,3\n").requireNames(), "columns 1 and 3 are both named 'a'");
        assertRefused(() -> read("a,b\n"), "has no rows");
        assertRefused(() -> read(""), "has no rows");
        assertRefused(
                () -> read(",".repeat(CsvTable.MAX_COLUMNS) + "\n"),
                "10001 columns; at most 10000");
        assertRefused(
                () -> read("a,b\n1," + "x".repeat(CsvTable.MAX_FIELD + 1) + "\n"),
                "t.csv:2: a field of 100001 characters");
        assertRefused(() -> CsvTable.read("csv:x", folder), "names a folder");
        assertRefused(() -> CsvTable.read("csv:x", folder.resolve("x")), "is not there");
    }
}
