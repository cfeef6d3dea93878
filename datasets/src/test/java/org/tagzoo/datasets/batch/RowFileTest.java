package org.tagzoo.datasets.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {

    private static final int ROWS = 10;
    private static final int STEP = 4;

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("some").resolve("values.rows");
    }

    private static ByteBuffer rows(int first, int count) {
        ByteBuffer bytes =
                ByteBuffer.allocate(count * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = first; i < first + count; i++) {
            bytes.putInt(1000 + i);
        }
        return bytes.flip();
    }

    private RowFileWriter open() throws IOException {
        return RowFileWriter.open(file, ROWS, Integer.BYTES, STEP);
    }

    private void assertComplete(RowFile read) {
        for (int i = 0; i < ROWS; i++) {
            assertEquals(1000 + i, read.row(i).getInt());
        }
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        try (RowFileWriter writer = open()) {
            writer.append(rows(0, 4), 5);
            writer.append(rows(4, 6), 7);
            assertFalse(Files.exists(file), "nothing unfinished has the final name");
            assertComplete(writer.finish());
        }
        RowFile read = RowFile.open(file, ROWS, Integer.BYTES).orElseThrow();
        assertComplete(read);
        assertEquals(12e-9, read.seconds());
    }

    @Test
    void aFileOfOtherRowsIsNotTaken() throws IOException {
        try (RowFileWriter writer = open()) {
            writer.append(rows(0, ROWS), 1);
            writer.finish();
        }
        assertTrue(RowFile.open(file, ROWS + 1, Integer.BYTES).isEmpty());
        assertTrue(RowFile.open(file, ROWS, Integer.BYTES + 1).isEmpty());
        Files.write(file, new byte[1], StandardOpenOption.APPEND);
        assertTrue(RowFile.open(file, ROWS, Integer.BYTES).isEmpty());
        assertTrue(RowFile.open(folder.resolve("none"), ROWS, Integer.BYTES).isEmpty());
    }

    @Test
    void aStoppedWriterIsGoneOnWithAtAWholeStep() throws IOException {
        try (RowFileWriter writer = open()) {
            writer.append(rows(0, 4), 5);
            writer.append(rows(4, 2), 5);
        }
        try (RowFileWriter writer = open()) {
            assertEquals(4, writer.done(), "rows 4 and 5 are no whole step");
            writer.append(rows(4, 6), 5);
            assertComplete(writer.finish());
        }
    }

    @Test
    void aTornPartIsCutToWhatItsHeaderCounts() throws IOException {
        try (RowFileWriter writer = open()) {
            writer.append(rows(0, 4), 5);
        }
        Path part = file.resolveSibling("values.rows.part");
        Files.write(part, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
        try (RowFileWriter writer = open()) {
            assertEquals(4, writer.done());
            writer.append(rows(4, 6), 5);
            assertComplete(writer.finish());
        }
    }

    @Test
    void aPartThatIsNoneIsBegunAnew() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file.resolveSibling("values.rows.part"), "x".repeat(500));
        try (RowFileWriter writer = open()) {
            assertEquals(0, writer.done());
            writer.append(rows(0, ROWS), 5);
            assertComplete(writer.finish());
        }
    }

    @Test
    void oneWriterAtATime() throws IOException {
        try (RowFileWriter first = open()) {
            IOException refused = assertThrows(IOException.class, this::open);
            assertTrue(
                    refused.getMessage().contains("Another run is writing"), refused.getMessage());
            assertEquals(0, first.done());
        }
    }

    @Test
    void rowsBeyondTheLastAndBrokenRowsAreRefused() throws IOException {
        try (RowFileWriter writer = open()) {
            assertThrows(IllegalArgumentException.class, () -> writer.append(rows(0, 11), 1));
            ByteBuffer broken = ByteBuffer.allocate(6);
            assertThrows(IllegalArgumentException.class, () -> writer.append(broken, 1));
            assertThrows(IllegalStateException.class, writer::finish);
        }
    }
}
