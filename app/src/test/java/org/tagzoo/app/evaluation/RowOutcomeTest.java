package org.tagzoo.app.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.metric.Metric;

class RowOutcomeTest {

    /** As the code wrote it before rows had a task. */
    private static final String OLD =
            """
            {"row":{"name":"ff1","model":"ff1","weights":null,"augmented":false,"status":"ok","reason":null,"f1":0.4699738903394256,"f1Low":0.40728624868246105,"f1High":0.5389090091995348,"precision":0.43478260869565216,"recall":0.5113636363636364,"macroF1":0.4643326640293849,"mAP":0.5378016140738161,"ratioOfF1":1.6987501140406895,"threshold":0.7,"f1PerLabelThresholds":0.6153846153846154,"trainingSeconds":2.9175445669999998,"embeddingSeconds":null,"parameters":86023,"published":null,"f1Spread":null,"ensemble":null,"imageSize":64},"validationF1":0.5105263157894737}
            """;

    @TempDir Path folder;

    private RowOutcome read(String text) throws IOException {
        Files.writeString(folder.resolve("outcome.json"), text);
        return RowOutcome.read(folder).orElseThrow();
    }

    @Test
    void aFileOfBeforeIsReadAndWrittenToTheSameBytes() throws IOException {
        RowOutcome outcome = read(OLD);
        assertEquals("tags", outcome.row().task().name());
        assertEquals(0.7, outcome.row().metric(Metric.THRESHOLD));
        assertEquals(0.5105263157894737, outcome.validation());
        outcome.write(folder);
        assertEquals(OLD, Files.readString(folder.resolve("outcome.json")));
    }

    @Test
    void aRowOfClassesNamesItsTaskAndItsFirstMetric() throws IOException {
        String classes =
                """
                {"row":{"name":"a","model":"a","weights":null,"augmented":false,"status":"ok","reason":null,"task":"classes","top1":0.5,"top1Low":0.4,"top1High":0.6,"top5":1.0,"macroF1":0.5,"balancedAccuracy":0.5,"matthews":null,"ratioOfTop1":1.0,"trainingSeconds":1.0,"embeddingSeconds":null,"parameters":1,"published":null,"top1Spread":null,"ensemble":null,"imageSize":8},"validationTop1":0.5}
                """;
        RowOutcome outcome = read(classes);
        assertEquals(0.5, outcome.row().first());
        outcome.write(folder);
        assertEquals(classes, Files.readString(folder.resolve("outcome.json")));
    }

    @Test
    void whatIsNoOutcomeIsToldInOneLine() {
        for (String wrong : new String[] {"{", "{}", "{\"row\": 1}", OLD.replace("tion", "x")}) {
            IOException error = assertThrows(IOException.class, () -> read(wrong));
            assertTrue(error.getMessage().contains("is not what TagZoo wrote"), wrong);
        }
    }
}
