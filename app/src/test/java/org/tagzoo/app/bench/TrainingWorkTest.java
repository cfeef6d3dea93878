package org.tagzoo.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

class TrainingWorkTest {

    private static final int SIDE = 32;

    /** A bias of the head is 0 at first, and the labels are true of every image. */
    @Test
    void eachTimeIsAnUpdateOfAllWeights() throws IOException {
        Network network = new Network(Backbones.byName("ff1").orElseThrow(), Head.linear(2));
        Normalization none =
                new Normalization(List.of(0.0, 0.0, 0.0), List.of(255.0, 255.0, 255.0));
        ScriptModule module =
                ScriptModule.load(
                        network.graph(SIDE, none),
                        new InitialValues(3),
                        Precision.FLOAT32,
                        MemoryFormat.CONTIGUOUS,
                        Device.cpu());
        String name =
                module.trained().keySet().stream().reduce((first, second) -> second).orElseThrow();
        boolean[][] targets = {{true, true}, {true, true}};
        ByteBuffer pixels = ByteBuffer.allocateDirect(2 * SIDE * SIDE * 3);
        TrainingWork work = new TrainingWork(module, pixels, new Shape(2, SIDE, SIDE, 3), targets);
        try {
            float before = first(module, name);
            work.once();
            float once = first(module, name);
            assertNotEquals(before, once);
            work.once();
            // Black images of the same labels: the second step is longer by Nesterov's momentum.
            float steps = (first(module, name) - once) / (once - before);
            assertEquals((1 + 0.9 + 0.81) / 1.9, steps, 0.01);
        } finally {
            work.close();
        }
    }

    private static float first(ScriptModule module, String name) throws IOException {
        FloatBuffer values = module.tensors().read(name);
        return values.get(0);
    }
}
