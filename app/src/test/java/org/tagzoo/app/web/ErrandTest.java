package org.tagzoo.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.export.Tags;

/** An answer given before the images are known, and after. */
class ErrandTest {

    private static Work<Tags> image() {
        return new Work.Tagging(ByteBuffer.wrap(TestImages.plain(Color.RED, 8, 8, "png")));
    }

    private static Intake intake(ColourTagger tagger) {
        return new Intake(tagger, ServerOptions.DEFAULT, new ServerMetrics());
    }

    @Test
    void imagesThatComeAfterTheAnswerAreNotTakenIn() {
        try (Intake intake = intake(new ColourTagger())) {
            Errand<Tags> errand = new Errand<>();
            errand.end();
            assertThrows(CancellationException.class, () -> errand.begin(List.of(image()), intake));
            assertEquals(0, intake.underWay());
        }
    }

    @Test
    void anAnswerCallsOffWhatIsUnderWay() throws Exception {
        ColourTagger tagger = new ColourTagger().gated();
        try (Intake intake = intake(tagger)) {
            Errand<Tags> errand = new Errand<>();
            Work<Tags> work = image();
            errand.begin(List.of(work), intake);
            assertEquals(1, intake.underWay());
            errand.end();
            assertTrue(work.result().isCancelled());
            tagger.open(1);
            BusyServerTest.await(() -> intake.underWay() == 0, "an empty server");
        }
    }
}
