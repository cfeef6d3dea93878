package org.tagzoo.app.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.zoo.task.Tags;

class HistoryFileTest {

    @TempDir Path folder;

    @Test
    void readsBackWhatWasWritten() throws IOException {
        List<RowDetails.Epoch> history =
                List.of(
                        new RowDetails.Epoch(1, 1 / 3.0, 1e-12, 0, 1, 3.25),
                        new RowDetails.Epoch(2, Double.NaN, 12345678.9, 0.5, 0.25, 0));
        Path file = folder.resolve("history.csv");
        HistoryFile.write(file, Tags.INSTANCE, history);
        assertEquals(history, HistoryFile.read(file, Tags.INSTANCE));
    }

    @Test
    void columnsOfOthersArePassedOverAndNoFileIsNoHistory() throws IOException {
        Path file = folder.resolve("history.csv");
        assertEquals(List.of(), HistoryFile.read(file, Tags.INSTANCE));
        Files.writeString(
                file,
                """
                epoch,rate,trainLoss,validationLoss,trainF1,validationF1,seconds
                1,9,0.5,0.6,0.7,0.8,0.9
                """);
        assertEquals(
                List.of(new RowDetails.Epoch(1, 0.5, 0.6, 0.7, 0.8, 0.9)),
                HistoryFile.read(file, Tags.INSTANCE));
    }

    @Test
    void saysWhichLineIsWrong() throws IOException {
        Path file = folder.resolve("history.csv");
        String header = "epoch,trainLoss,validationLoss,trainF1,validationF1,seconds\n";
        for (String line : List.of("2,0.5,0.6,0.7,0.8", "2,0.5,x,0.7,0.8,0.9", "x,1,1,1,1,1")) {
            Files.writeString(file, header + "1,0.5,0.6,0.7,0.8,0.9\n" + line + "\n");
            IOException error =
                    assertThrows(IOException.class, () -> HistoryFile.read(file, Tags.INSTANCE));
            assertTrue(error.getMessage().startsWith(file + ", line 3: "), error.getMessage());
        }
        Files.writeString(file, "epoch,loss\n1,2\n");
        assertThrows(IOException.class, () -> HistoryFile.read(file, Tags.INSTANCE));
    }
}
