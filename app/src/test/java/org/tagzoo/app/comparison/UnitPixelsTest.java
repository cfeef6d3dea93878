package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.cli.Colours;

class UnitPixelsTest {

    @TempDir Path folder;

    /** Pixels of 0 to 255 become 0 to 1; without the setting, it depends on the images. */
    @Test
    void pixelsAreDividedBy255() throws IOException {
        String rows =
                SmallComparison.row("unit", "ff1", "none", 1, "normalization: unit")
                        + SmallComparison.row("own", "ff1", "none", 1);
        SmallComparison run =
                new SmallComparison(
                        Colours.draw(folder.resolve("colours")), folder.resolve("run"), rows);
        run.run();
        JsonNode unit = SmallComparison.json(run.row("unit").resolve("network.json"));
        String expected = "{\"mean\":[0.0,0.0,0.0],\"deviation\":[255.0,255.0,255.0]}";
        assertEquals(expected, unit.get("normalization").toString());
        JsonNode own = SmallComparison.json(run.row("own").resolve("network.json"));
        assertNotEquals(expected, own.get("normalization").toString());
    }
}
