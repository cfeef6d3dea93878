package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldTableTest {

    @TempDir private Path folder;

    private FieldTable read(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("fields.csv"), content);
        return FieldTable.read(file, List.of("year"), List.of("width", "domain"));
    }

    @ParameterizedTest
    @CsvSource({
        "/home/me/b/1.jpg, 1951",
        "b/1.jpg, 1951",
        "1.jpg, 1952",
        "c/1.jpg, 1952",
        "x/poster.png, 1953",
        "-, 1954"
    })
    void theLongestNameCounts(String image, String year) throws IOException {
        FieldTable table =
                read("file;year\nb/1.jpg;1951\n1.jpg;1952\nposter;1953\n-;1954\nhome/me;1955\n");
        assertEquals(Map.of("year", year), table.of(image));
    }

    @Test
    void fieldsAreThoseAskedForThatAreThere() throws IOException {
        FieldTable table = read("file,width,title,year\na.jpg,7,\"A, b\",\nb.jpg,,, 1990 \n");
        assertEquals(Map.of("width", "7"), table.of("a.jpg"));
        assertEquals(Map.of("year", "1990"), table.of("b.jpg"));
        Path file = folder.resolve("fields.csv");
        assertEquals(
                "no row of "
                        + file
                        + " has it in the first column, 'file'; the first row has 'a.jpg'",
                assertThrows(CorpusException.class, () -> table.of("x/c.jpg")).getMessage());
    }

    @Test
    void whatIsNoSuchTableIsRefused() {
        assertEquals(
                folder.resolve("fields.csv")
                        + ": line 2 and line 3 are both of the image 'a'; one row each is needed",
                assertThrows(CorpusException.class, () -> read("file,year\na,1\na,1\n"))
                        .getMessage());
        assertEquals(
                folder.resolve("fields.csv")
                        + " has no column 'year'. Did you mean 'yaer'? Its columns are file, yaer",
                assertThrows(CorpusException.class, () -> read("file,yaer\na,1\n")).getMessage());
        Path missing = folder.resolve("missing.csv");
        assertEquals(
                "There is no file " + missing,
                assertThrows(
                                CorpusException.class,
                                () -> FieldTable.read(missing, List.of(), List.of()))
                        .getMessage());
    }
}
