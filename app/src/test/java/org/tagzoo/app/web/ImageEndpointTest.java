package org.tagzoo.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.export.Tags;

/** An answer given before the images are known, and after. */
class ImageEndpointTest {

    private static Job<Tags> image() {
        return new Job.Tagging(ByteBuffer.wrap(TestImages.plain(Color.RED, 8, 8, "png")), Map.of());
    }

    private static Admission admission(ColourTagger tagger) {
        return new Admission(tagger, new ServerOptions(), new ServerMetrics());
    }

    @Test
    void imagesThatComeAfterTheAnswerAreNotTakenIn() {
        try (Admission admission = admission(new ColourTagger())) {
            ImageEndpoint.Jobs<Tags> jobs = new ImageEndpoint.Jobs<>();
            jobs.end();
            assertThrows(
                    CancellationException.class, () -> jobs.begin(List.of(image()), admission));
            assertEquals(0, admission.underWay());
        }
    }

    @Test
    void anAnswerCallsOffWhatIsUnderWay() throws Exception {
        ColourTagger tagger = new ColourTagger().gated();
        try (Admission admission = admission(tagger)) {
            ImageEndpoint.Jobs<Tags> jobs = new ImageEndpoint.Jobs<>();
            Job<Tags> job = image();
            jobs.begin(List.of(job), admission);
            assertEquals(1, admission.underWay());
            jobs.end();
            assertTrue(job.result().isCancelled());
            tagger.open(1);
            BusyServerTest.await(() -> admission.underWay() == 0, "an empty server");
        }
    }
}
