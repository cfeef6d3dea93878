package org.tagzoo.app.bench;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.MultiplyAdds;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * Compiles a network for each kind of work, as a comparison would. Weights and images are random:
 * speed does not depend on them. (An export lays weights out for one image too, and is faster with
 * one.)
 */
final class NetworkWorks {

    private static final long SEED = 1;
    private static final Normalization NORMALIZATION =
            new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));

    private final BenchSettings settings;
    private final Graph body;
    private final Graph whole;

    /**
     * @throws IllegalArgumentException if the images are too small for the network
     */
    NetworkWorks(BenchSettings settings, String model) {
        this.settings = settings;
        Network network =
                new Network(Backbones.byName(model).orElseThrow(), Head.linear(settings.labels()));
        this.body = network.backboneGraph(settings.imageSize(), NORMALIZATION);
        this.whole = network.graph(settings.imageSize(), NORMALIZATION);
    }

    /** Returns the multiplications, each with its addition, that one image takes. */
    long multiplyAdds(Work work) {
        return switch (work) {
            case EMBEDDING -> MultiplyAdds.of(body).forward();
            case TRAINING -> MultiplyAdds.of(whole).training();
            case PREDICTION, ONE_IMAGE -> MultiplyAdds.of(whole).forward();
        };
    }

    /** Returns how many images are worked on at a time. */
    int batchSize(Work work) {
        return work == Work.ONE_IMAGE ? 1 : settings.batchSize();
    }

    /** Compiles and loads the network; the caller closes what it gets. */
    NetworkWork load(Work work, Precision precision, Device device) throws IOException {
        Shape shape = new Shape(batchSize(work), settings.imageSize(), settings.imageSize(), 3);
        ByteBuffer pixels = pixels(Math.toIntExact(shape.size()));
        if (work == Work.TRAINING) {
            ScriptModule module =
                    ScriptModule.load(
                            whole, new InitialValues(SEED), precision, settings.format(), device);
            return new TrainingWork(module, pixels, shape, targets());
        }
        Graph used = work == Work.EMBEDDING ? body : whole;
        FoldedNorms folded = FoldedNorms.of(used.frozen(), new InitialValues(SEED));
        ScriptModule module =
                ScriptModule.load(
                        folded.graph(), folded.values(), precision, settings.format(), device);
        return new InferenceWork(module, pixels, shape);
    }

    private static ByteBuffer pixels(int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return ByteBuffer.allocateDirect(count).put(bytes).flip();
    }

    private boolean[][] targets() {
        SplittableRandom random = new SplittableRandom(SEED);
        boolean[][] targets = new boolean[settings.batchSize()][settings.labels()];
        for (boolean[] row : targets) {
            for (int label = 0; label < row.length; label++) {
                row[label] = random.nextInt(4) == 0;
            }
        }
        return targets;
    }
}
