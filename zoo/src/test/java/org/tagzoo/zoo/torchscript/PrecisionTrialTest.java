package org.tagzoo.zoo.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.torchscript.PrecisionTrial.Result;

class PrecisionTrialTest {

    @Test
    void bfloat16MustBeClearlyFaster() {
        assertEquals(Precision.FLOAT32, new Result(0, 1).choice());
        assertEquals(Precision.FLOAT32, new Result(1.29, 1).choice());
        assertEquals(Precision.BFLOAT16, new Result(1.3, 1).choice());
    }

    /** Which of the two is faster is the machine's; the bound allows for a busy one. */
    @Test
    void measuresThisMachine() throws Exception {
        Result result = PrecisionTrial.run(Device.cpu(), MemoryFormat.CHANNELS_LAST);
        assertTrue(result.speed() > 0 && result.speed() < 100, result.toString());
        assertEquals(Math.rint(100 * result.speed()), 100 * result.speed(), 1e-9);
        assertTrue(result.seconds() < 30, result.toString());
    }
}
