package org.tagzoo.app.bench;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptFunctions;

/** Measures what a device reaches in the two things that networks are made of. For one thread. */
final class DeviceProbe implements AutoCloseable {

    /** Products double in side until one takes so long, or has the largest side. */
    private static final double ENOUGH_SECONDS = 0.01;

    private static final int SMALLEST_SIDE = 512;
    private static final int LARGEST_SIDE = 8192;

    /** Beyond what caches hold. */
    private static final long COPIED_FLOATS = 1L << 25;

    private static final long COPIES = 4;

    private static final double GIGA = 1e9;

    /** A 1 x 1 convolution is a matrix product too, by another library. */
    private static final String SOURCE =
            """
              def cast(self: SELF, x: Tensor, type: int) -> Tensor:
                return torch.to(x, type)
              def map(self: SELF, x: Tensor) -> Tensor:
                sides = torch.reshape(x, [1, 64, -1, torch.size(x, 1)])
                return torch.permute(sides, [0, 3, 1, 2])
              def kernel(self: SELF, x: Tensor) -> Tensor:
                return torch.reshape(x, [torch.size(x, 0), torch.size(x, 1), 1, 1])
              def product(self: SELF, a: Tensor, b: Tensor, out: Tensor, times: int) -> NoneType:
                for i in range(times):
                  c = torch.mm(a, b, out=out)
                return None
              def convolution(self: SELF, x: Tensor, weight: Tensor, times: int) -> Tensor:
                y = x
                for i in range(times):
                  y = torch.conv2d(x, weight, None, [1, 1], [0, 0])
                return torch.reshape(torch.permute(y, [0, 2, 3, 1]), [-1, torch.size(y, 1)])
              def copy(self: SELF, to: Tensor, x: Tensor, times: int) -> NoneType:
                for i in range(times):
                  c = torch.copy_(to, x)
                return None
              def first(self: SELF, x: Tensor) -> Tensor:
                return torch.to(torch.select(torch.flatten(x, 0, -1), 0, 0), 6)
            """
                    .replace("SELF", ScriptFunctions.SELF);

    private final Device device;
    private final String product;
    private final Rounds rounds;
    private final NDManager manager;
    private final ScriptFunctions functions;

    /**
     * @param product what the device's maker calls it
     */
    DeviceProbe(Device device, String product, Rounds rounds) {
        this.device = device;
        this.product = product;
        this.rounds = rounds;
        this.manager = Engine.getEngine("PyTorch").newBaseManager(device);
        this.functions = ScriptFunctions.load(manager, SOURCE);
    }

    /** Measures the limit of one precision. */
    BenchResult.DeviceLimit limit(Precision precision) {
        Check.that(
                precision != Precision.INT8,
                "precision",
                "one that matrices are multiplied in here",
                "int8");
        Size size = size(precision);
        Quartiles products;
        Quartiles convolutions;
        try (NDManager scratch = manager.newSubManager()) {
            NDArray a = operand(scratch, size.side, precision);
            NDArray b = operand(scratch, size.side, precision);
            NDArray out = operand(scratch, size.side, precision);
            products = rounds.perSecond(() -> product(a, b, out, size.times));
            NDArray map = functions.call("map", scratch, tensor(a));
            NDArray kernel = functions.call("kernel", scratch, tensor(b));
            convolutions = rounds.perSecond(() -> convolution(map, kernel, size.times));
        }
        Quartiles faster = products.median() > convolutions.median() ? products : convolutions;
        double operations = 2.0 * size.times * size.side * size.side * size.side;
        return new BenchResult.DeviceLimit(
                BenchSettings.name(device),
                product,
                BenchSettings.name(precision),
                faster.times(operations / GIGA),
                size.side,
                copy());
    }

    /**
     * How large matrices are, and how often they are multiplied before one waits for the result.
     */
    private record Size(int side, long times) {}

    private Size size(Precision precision) {
        for (int side = SMALLEST_SIDE; ; side *= 2) {
            double seconds = seconds(side, precision);
            if (seconds >= ENOUGH_SECONDS || side == LARGEST_SIDE) {
                return new Size(side, (long) Math.ceil(ENOUGH_SECONDS / seconds));
            }
        }
    }

    /** Returns how long one product takes, the second time. */
    private double seconds(int side, Precision precision) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray a = operand(scratch, side, precision);
            NDArray out = operand(scratch, side, precision);
            product(a, a, out, 1);
            long start = System.nanoTime();
            product(a, a, out, 1);
            return Math.max(1, System.nanoTime() - start) / GIGA;
        }
    }

    private NDArray operand(NDManager owner, int side, Precision precision) {
        try (NDArray values = owner.randomUniform(-1, 1, new Shape(side, side))) {
            return functions.call(
                    "cast", owner, tensor(values), IValue.from((long) precision.torchNumber()));
        }
    }

    private void product(NDArray a, NDArray b, NDArray out, long times) {
        functions.run("product", tensor(a), tensor(b), tensor(out), IValue.from(times));
        await(out);
    }

    private void convolution(NDArray map, NDArray kernel, long times) {
        try (NDManager scratch = manager.newSubManager()) {
            await(
                    functions.call(
                            "convolution",
                            scratch,
                            tensor(map),
                            tensor(kernel),
                            IValue.from(times)));
        }
    }

    private Quartiles copy() {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray from = scratch.ones(new Shape(COPIED_FLOATS), DataType.FLOAT32);
            NDArray to = scratch.zeros(new Shape(COPIED_FLOATS), DataType.FLOAT32);
            Quartiles perSecond =
                    rounds.perSecond(
                            () -> {
                                functions.run(
                                        "copy", tensor(to), tensor(from), IValue.from(COPIES));
                                await(to);
                            });
            return perSecond.times(2.0 * COPIES * COPIED_FLOATS * Float.BYTES / GIGA);
        }
    }

    /** Comes back when the device has computed an array: the processor asks for one value of it. */
    private void await(NDArray array) {
        try (NDManager scratch = manager.newSubManager();
                NDArray value = functions.call("first", scratch, tensor(array))) {
            value.getFloat();
        }
    }

    private static IValue tensor(NDArray array) {
        return IValue.from((PtNDArray) array);
    }

    @Override
    public void close() {
        functions.close();
        manager.close();
    }
}
