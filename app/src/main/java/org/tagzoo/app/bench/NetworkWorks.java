package org.tagzoo.app.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.MultiplyAdds;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.torchscript.Int8Calibration;
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
    private final String model;
    private final Graph body;
    private final Graph whole;

    /**
     * @throws IllegalArgumentException if the images are too small for the network
     */
    NetworkWorks(BenchSettings settings, String model) {
        this(
                settings,
                new Network(Backbones.byName(model).orElseThrow(), Head.linear(settings.labels())));
    }

    /**
     * @param network with as many labels as the settings say
     */
    NetworkWorks(BenchSettings settings, Network network) {
        this.settings = settings;
        this.model = network.backbone().name();
        this.body = network.backboneGraph(settings.imageSize(), NORMALIZATION);
        this.whole = network.graph(settings.imageSize(), NORMALIZATION);
    }

    String model() {
        return model;
    }

    /** Returns a precision, or float32 if the network can't be made to compute in int8. */
    Precision fitting(Precision asked) {
        return asked == Precision.INT8 && !Int8Calibration.fits(whole) ? Precision.FLOAT32 : asked;
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

    /** One thing that a network does over and over, ready to be timed. For one thread. */
    interface Loaded extends AutoCloseable {

        /** Does it, and comes back when the results are with the processor. */
        void once();

        @Override
        void close();
    }

    /** Compiles and loads the network; the caller closes what it gets. */
    Loaded load(Work work, Precision precision, Device device) throws IOException {
        ImageSize size = settings.imageSize();
        Shape shape = new Shape(batchSize(work), size.height(), size.width(), 3);
        ByteBuffer pixels = pixels(Math.toIntExact(shape.size()));
        boolean isTraining = work == Work.TRAINING;
        InitialValues values = new InitialValues(SEED);
        if (precision == Precision.INT8 && !isTraining) {
            return new Inference(int8(work, values, pixels, device), pixels, shape);
        }
        Check.that(
                precision != Precision.INT8,
                "precision",
                "another: nothing is trained in it",
                "int8");
        FoldedNorms folded =
                FoldedNorms.of((work == Work.EMBEDDING ? body : whole).frozen(), values);
        ScriptModule module =
                ScriptModule.load(
                        isTraining ? whole : folded.graph(),
                        isTraining ? values : folded.values(),
                        precision,
                        settings.format(),
                        device);
        return isTraining
                ? new TrainingWork(module, pixels, shape, targets())
                : new Inference(module, pixels, shape);
    }

    private ScriptModule int8(Work work, ParameterValues values, ByteBuffer pixels, Device device)
            throws IOException {
        Check.that(!device.isGpu(), "device", "cpu in int8", BenchSettings.name(device));
        try (Int8Calibration calibration =
                new Int8Calibration(work == Work.EMBEDDING ? body : whole, values)) {
            calibration.add(pixels.duplicate(), batchSize(work));
            return calibration.module();
        }
    }

    /** A pass from pixels in Java's memory to results there; reading them waits for the device. */
    private record Inference(ScriptModule module, ByteBuffer pixels, Shape shape)
            implements Loaded {

        @Override
        public void once() {
            try (NDManager manager = module.manager().newSubManager()) {
                NDList inputs =
                        new NDList(manager.create(pixels.duplicate(), shape, DataType.UINT8));
                // What it takes besides pixels may be anything.
                module.graph().inputs().stream()
                        .skip(1)
                        .map(node -> new Shape(shape.get(0), node.dims().channels()))
                        .forEach(vectors -> inputs.add(manager.zeros(vectors)));
                module.forward(inputs, false).get(0).toByteBuffer();
            }
        }

        @Override
        public void close() {
            module.close();
        }
    }

    private static ByteBuffer pixels(int count) {
        byte[] bytes = new byte[count];
        new Random(SEED).nextBytes(bytes);
        return ByteBuffer.allocateDirect(count).put(bytes).flip();
    }

    private boolean[][] targets() {
        Random random = new Random(SEED);
        boolean[][] targets = new boolean[settings.batchSize()][settings.labels()];
        for (boolean[] row : targets) {
            for (int label = 0; label < row.length; label++) {
                row[label] = random.nextInt(4) == 0;
            }
        }
        return targets;
    }
}
