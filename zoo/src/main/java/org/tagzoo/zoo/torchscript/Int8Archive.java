package org.tagzoo.zoo.torchscript;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Node;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;

/**
 * {@link Int8Steps} and their weights as an archive, a quarter as large as one in float32. It takes
 * and gives what {@link TorchScriptArchive} says, on processors. Its module has no parameters: all
 * tensors are its state, of which it lays the weights out as it is loaded.
 */
final class Int8Archive {

    private static final String TENSORS = "tensors";

    /** Weights, scales and bias of a convolution. */
    private static final int PER_CONVOLUTION = 3;

    private final Graph steps;
    private final List<Int8Conv2d> convolutions;

    /** The parameters that stay float32. */
    private final Map<Parameter, Integer> places = new LinkedHashMap<>();

    private Int8Archive(Graph steps) {
        this.steps = steps;
        this.convolutions =
                steps.nodes().stream()
                        .map(Node::op)
                        .filter(Int8Conv2d.class::isInstance)
                        .map(Int8Conv2d.class::cast)
                        .toList();
        for (Node node : steps.nodes()) {
            if (!(node.op() instanceof Int8Conv2d)) {
                node.op().parameters().forEach(p -> places.putIfAbsent(p, places.size()));
            }
        }
    }

    /**
     * Writes an archive.
     *
     * @param file where to; an existing file is written over
     * @param steps as {@link Int8Steps} makes them
     */
    static void write(Path file, Graph steps, ParameterValues values) throws IOException {
        Int8Archive archive = new Int8Archive(steps);
        PickleWriter pickle = new PickleWriter();
        pickle.bare("Net").tensors();
        try (AlignedZip zip = new AlignedZip(file, TorchScriptArchive.FOLDER)) {
            archive.tensors(new TensorWriter(zip, pickle), values);
            pickle.endTensors().endState();
            TorchScriptArchive.writeModule(
                    zip, pickle, archive.source(), TorchScriptArchive.VERSION);
        }
    }

    private void tensors(TensorWriter tensors, ParameterValues values) throws IOException {
        for (Parameter parameter : places.keySet()) {
            tensors.write(values.values(parameter), parameter.shape());
        }
        for (Int8Conv2d convolution : convolutions) {
            Int8Conv2d.Weights weights = convolution.weights(values);
            List<Integer> perChannel = List.of(convolution.channels());
            tensors.write(weights.values(), convolution.shape());
            tensors.write(weights.scales(), perChannel);
            tensors.write(convolution.bias(values), perChannel);
        }
    }

    private String source() {
        StringJoiner packed = new StringJoiner(",\n        ");
        int first = places.size();
        for (Int8Conv2d convolution : convolutions) {
            packed.add(convolution.packing("state", first));
            first += PER_CONVOLUTION;
        }
        return """
        class Net(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
        %1$s  %2$s : List[Tensor]
          %3$s : List[__torch__.torch.classes.quantized.Conv2dPackedParamsBase]
          def __getstate__(self: __torch__.Net) -> List[Tensor]:
            return self.%2$s
          def __setstate__(self: __torch__.Net, state: List[Tensor]) -> None:
            self.training = False
            self.%2$s = state
            self.%3$s = [%4$s]
        %5$s"""
                        .formatted(
                                SourceWriter.channelConstants(steps),
                                TENSORS,
                                Int8Conv2d.PACKED,
                                packed,
                                FusedArchive.constants(steps))
                + new ForwardWriter(
                                steps,
                                Precision.FLOAT32,
                                MemoryFormat.CHANNELS_LAST,
                                p -> "self.%s[%d]".formatted(TENSORS, places.get(p)))
                        .forwardAndActivations();
    }
}
