package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableJsonReaderTest {

    @TempDir Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("table.json"), text);
    }

    @Test
    void whatWasWrittenReadsBackToTheSameBytes() throws IOException {
        for (Table table : new Table[] {Samples.table(), Samples.seedsAndEnsemble()}) {
            String text = TableJson.render(table);
            assertEquals(text, TableJson.render(TableJsonReader.read(file(text))));
        }
    }

    @Test
    void rowsWrittenBeforeThereWereSeedsAndEnsemblesHaveNone() throws IOException {
        String text =
                TableJson.render(Samples.table())
                        .replaceAll(",\\s+\"f1Spread\": null,\\s+\"ensemble\": null", "");
        assertTrue(!text.contains("ensemble"));
        Row row = TableJsonReader.read(file(text)).rows().get(0);
        assertNull(row.spread());
        assertNull(row.ensemble());
        assertEquals(0.2451, row.first());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"ff1\"' | '\"../../etc\"' | a row is named '../../etc'",
                "'\"ff1\"' | '\"vgg16\"' | stands there twice",
                "'\"schema\": 1' | '\"schema\": 2' | schema is 2, not 1",
                "'\"f1\": 0.2451' | '\"f1\": null' | no F1",
                "'\"f1\": 0.2451' | '\"f1\": \"x\"' | not a table",
                "'\"rows\"' | '\"lines\"' | not a table",
                "'{' | '[' | not a table",
                "'\"ensemble\": null' | '\"ensemble\": {\"rows\": []}' | an ensemble has a method",
                "'\"f1Spread\": null' | '\"f1Spread\": {\"mean\": 1}' | not a table",
            })
    void wrongFilesAreRefusedInOneLineThatNamesThem(String from, String to, String why)
            throws IOException {
        String text = TableJson.render(Samples.table());
        int at = text.indexOf(from);
        Path file = file(text.substring(0, at) + to + text.substring(at + from.length()));
        IOException error = assertThrows(IOException.class, () -> TableJsonReader.read(file));
        assertTrue(error.getMessage().startsWith(file.toString()), error.getMessage());
        assertTrue(error.getMessage().contains(why), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }
}
