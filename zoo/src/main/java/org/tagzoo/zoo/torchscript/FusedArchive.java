package org.tagzoo.zoo.torchscript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Input;
import org.tagzoo.zoo.network.Node;
import org.tagzoo.zoo.network.Parameter;

/**
 * The {@link FusedSteps} of a network as an archive without weights, which it is given by {@value
 * #TAKE} from the archive of the generic graph. That one carries it along as one more file: engines
 * with oneDNN compute it, others never see it.
 */
final class FusedArchive {

    /**
     * The method that takes parameters by name and running statistics in order, and lays out the
     * weights of convolutions: twice, and else they are not kept.
     */
    static final String TAKE = "take";

    private static final String TENSORS = "tensors";

    /** oneDNN wants the weights in another order for one image than for two or more. */
    private static final String FOR_ONE = "for_one";

    private static final String FOR_SEVERAL = "for_several";
    private static final int SEVERAL = 8;

    /** The parameters that are read as they are. */
    private final Map<String, Integer> places = new LinkedHashMap<>();

    private final Graph steps;
    private final Precision precision;

    private FusedArchive(Graph graph, Precision precision) {
        this.precision = precision;
        this.steps = FusedSteps.of(graph, precision);
        Set<Parameter> packed =
                steps.nodes().stream()
                        .filter(node -> node.op() instanceof FusedConv2d)
                        .map(node -> ((FusedConv2d) node.op()).convolution().weight())
                        .collect(Collectors.toSet());
        for (Parameter parameter : steps.parameters()) {
            if (parameter.role() != Parameter.Role.COUNTER && !packed.contains(parameter)) {
                places.put(parameter.name(), places.size());
            }
        }
    }

    /** Returns its place in the generic archive, which says what it computes in. */
    static String entry(Precision precision) {
        return precision == Precision.FLOAT32
                ? "extra/fused.pt"
                : "extra/fused-%s.pt".formatted(precision.name().toLowerCase(Locale.ROOT));
    }

    /**
     * Returns the archive.
     *
     * @param graph of which nothing is trained
     */
    static byte[] write(Graph graph, Precision precision) throws IOException {
        String source = new FusedArchive(graph, precision).source();
        PickleWriter pickle = new PickleWriter();
        pickle.bare("Net").integer(0).endState();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AlignedZip zip = new AlignedZip(bytes, TorchScriptArchive.FOLDER)) {
            TorchScriptArchive.writeModule(zip, pickle, source, TorchScriptArchive.VERSION);
        }
        return bytes.toByteArray();
    }

    private String source() {
        return """
        class Net(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
        %4$s  %1$s : List[Tensor]
          %2$s : List[Tensor]
          %3$s : List[Tensor]
          def __getstate__(self: __torch__.Net) -> int:
            return 0
          def __setstate__(self: __torch__.Net, state: int) -> None:
            self.training = False
            self.%1$s = annotate(List[Tensor], [])
            self.%2$s = annotate(List[Tensor], [])
            self.%3$s = annotate(List[Tensor], [])
        """
                        .formatted(
                                TENSORS, FOR_ONE, FOR_SEVERAL, SourceWriter.channelConstants(steps))
                + constants(steps)
                + take()
                + FusedConv2d.layout(
                        """
                            if torch.eq(torch.size(x, 0), 1):
                              chosen = self.%s
                            else:
                              chosen = self.%s
                            return chosen
                        """
                                .formatted(FOR_ONE, FOR_SEVERAL))
                + new ForwardWriter(
                                steps,
                                precision,
                                MemoryFormat.CHANNELS_LAST,
                                p -> "self.%s[%d]".formatted(TENSORS, places.get(p.name())))
                        .forwardAndActivations();
    }

    /** Writes the statements that give {@link SourceWriter#channelConstants} their values. */
    static String constants(Graph steps) {
        StringBuilder constants = new StringBuilder();
        for (Node input : steps.inputs()) {
            ((Input) input.op())
                    .channelConstants()
                    .forEach(
                            (name, channels) ->
                                    constants.append(
                                            "    self.%s = torch.reshape(torch.tensor(%s, dtype=6), [1, %d, 1, 1])\n"
                                                    .formatted(name, channels, channels.size())));
        }
        return constants.toString();
    }

    private String take() {
        Map<String, String> given = new HashMap<>();
        int statistics = 0;
        for (Parameter parameter : steps.parameters()) {
            given.put(
                    parameter.name(),
                    parameter.role() == Parameter.Role.STATISTIC
                            ? "statistics[%d]".formatted(statistics++)
                            : "weights[\"%s\"]".formatted(parameter.name()));
        }
        String kept =
                places.keySet().stream().map(given::get).collect(Collectors.joining(",\n        "));
        return """
          def %s(self: __torch__.Net, weights: Dict[str, Tensor], statistics: List[Tensor]) -> NoneType:
            self.%s = [%s]
        %s%s    return None
        """
                .formatted(
                        TAKE,
                        TENSORS,
                        kept,
                        packing(given, FOR_ONE, 1),
                        packing(given, FOR_SEVERAL, SEVERAL));
    }

    private String packing(Map<String, String> given, String attribute, int batch) {
        return FusedConv2d.packing(steps, precision, p -> given.get(p.name()), attribute, batch);
    }
}
