package org.tagzoo.app.report;

import java.io.IOException;
import java.nio.file.Path;
import org.tagzoo.datasets.file.AtomicFile;

/** The table's three files in a run folder. */
public final class TableFiles {

    private TableFiles() {}

    /**
     * Writes {@code table.json}, {@code table.csv} and {@code table.md}, each whole or not at all.
     *
     * @throws IOException if one can't be written; those before it are there
     */
    public static void write(Path runFolder, Table table) throws IOException {
        AtomicFile.write(runFolder.resolve("table.json"), TableJson.render(table));
        AtomicFile.write(runFolder.resolve("table.csv"), TableCsv.render(table));
        AtomicFile.write(runFolder.resolve("table.md"), TableMarkdown.render(table));
    }
}
