package org.tagzoo.zoo.threshold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.label.LabelSet;

class ThresholdsFileTest {

    private static final LabelSet LABELS = new LabelSet(List.of("sky", "a \"b\""));
    private static final ChosenThresholds CHOSEN =
            new ChosenThresholds(0.55, new Thresholds(List.of(0.41, Thresholds.NEVER)));

    @TempDir Path folder;

    @Test
    void looksAsDescribedAndReadsBack() throws IOException {
        Path file = folder.resolve("thresholds.json");
        ThresholdsFile.write(file, LABELS, CHOSEN);
        assertEquals(
                """
                {
                  "schema" : 1,
                  "threshold" : 0.55,
                  "perLabel" : {
                    "sky" : 0.41,
                    "a \\"b\\"" : 2.0
                  }
                }
                """,
                Files.readString(file).replace("\r", ""));
        assertEquals(CHOSEN, ThresholdsFile.read(file, LABELS));
    }

    @Test
    void labelsAreFoundByName() throws IOException {
        Path file = folder.resolve("thresholds.json");
        ThresholdsFile.write(file, LABELS, CHOSEN);
        LabelSet turned = new LabelSet(List.of("a \"b\"", "sky"));
        assertEquals(
                List.of(Thresholds.NEVER, 0.41),
                ThresholdsFile.read(file, turned).perLabel().values());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'schema':2,'threshold':0.5,'perLabel':{}}|schema must be 1, but is 2",
                "[]|it must be an object, but is a list",
                "{'schema':1,'threshold':0.5,'perLabel':{'sky':0.4}}|1 thresholds for 2 labels",
                "{'schema':1,'threshold':0.5,'perLabel':{'sky':0.4,'sea':0.4}}"
                        + "|the threshold of 'a \"b\"' must be there, but is missing",
                "{'schema':1,'threshold':'x','perLabel':{'sky':0.4,'a \\'b\\'':0.4}}"
                        + "|'threshold' must be a number, but is \"x\"",
                "{'schema':1,'threshold':7,'perLabel':{'sky':0.4,'a \\'b\\'':0.4}}"
                        + "|A threshold of 7.0, not in 0 to 1",
                "{'schema':1,'threshold':0.5,'perLabel':{'sky':-1,'a \\'b\\'':0.4}}"
                        + "|Label 0 has a threshold of -1.0; allowed is 0 to 1, or 2.0 for never",
            })
    void saysWhatIsWrong(String json, String message) throws IOException {
        Path file = folder.resolve("thresholds.json");
        Files.writeString(file, json.replace('\'', '"'));
        IOException e = assertThrows(IOException.class, () -> ThresholdsFile.read(file, LABELS));
        assertEquals(file + ": " + message, e.getMessage());
    }

    @Test
    void whatIsNoJsonIsRefused() throws IOException {
        Path file = folder.resolve("thresholds.json");
        for (String text : List.of("{\"schema\":1", "{\"schema\":1,\"schema\":1}", "{} {}")) {
            Files.writeString(file, text);
            IOException e =
                    assertThrows(IOException.class, () -> ThresholdsFile.read(file, LABELS));
            assertTrue(e.getMessage().startsWith(file + ": line 1 is not JSON: "), e.getMessage());
        }
    }
}
