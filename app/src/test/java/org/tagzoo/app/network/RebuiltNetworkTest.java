package org.tagzoo.app.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.network.Domains;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.HeadForm;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.MapHead;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.weights.SafetensorsWriter;
import org.tagzoo.zoo.weights.TensorMap;

/** A network of which the second layer and the head were trained, the first kept as it was. */
class RebuiltNetworkTest {

    private static final ParameterValues TRAINED = new InitialValues(2);
    private static final ParameterValues PRETRAINED = new InitialValues(1);

    @TempDir Path folder;
    private Path row;
    private Path weights;

    private RowNetwork network(String trainedFrom, String tensors, String pretrained) {
        return new RowNetwork(
                "row",
                "resnet18",
                false,
                Head.linear(2),
                ImageSize.square(32),
                Decoding.WHOLE,
                Resize.STRETCH,
                new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)),
                new LabelSet(List.of("sea", "sky")),
                trainedFrom,
                tensors,
                Optional.of(
                        new PretrainedWeights(
                                "w", "w.safetensors", weights.toString(), pretrained, null, null)));
    }

    private static RowNetwork of(String architecture, Head head) {
        return new RowNetwork(
                "row",
                architecture,
                false,
                head,
                ImageSize.square(56),
                Decoding.WHOLE,
                Resize.STRETCH,
                new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)),
                new LabelSet(List.of("sea", "sky")),
                "all",
                "0".repeat(64),
                Optional.empty());
    }

    /** What ends with a mean of places takes images of any size, what flattens them does not. */
    @Test
    void onlyNetworksWhoseTensorsDoNotDependOnItTakeAnotherSize() {
        ImageSize wide = new ImageSize(42, 84);
        Head ofMap =
                new Head(
                        2,
                        List.of(),
                        0.5,
                        false,
                        HeadForm.on(new MapHead(8, null, List.of(8), List.of(), 0)));
        for (RowNetwork network : List.of(of("resnet18", Head.linear(2)), of("resnet18", ofMap))) {
            assertEquals(wide, network.at(wide).imageSize());
            assertEquals(network.graph().parameters(), network.at(wide).graph().parameters());
        }
        HeadForm flat = new HeadForm(true, 0, false, Domains.NONE);
        for (RowNetwork network :
                List.of(
                        of("resnet18", new Head(2, List.of(), 0, false, flat)),
                        of("resnet18", Head.linear(2).withBox()),
                        of("vit_small_patch14_dinov2", Head.linear(2)))) {
            String message =
                    assertThrows(IllegalArgumentException.class, () -> network.at(wide))
                            .getMessage();
            assertTrue(message.startsWith("imageSize must be 56, as"), message);
            assertEquals(1, message.lines().count());
        }
    }

    private static void write(Path file, List<Parameter> parameters, ParameterValues values)
            throws IOException {
        TensorMap tensors = new TensorMap("test");
        for (Parameter p : parameters) {
            if (p.role() != Parameter.Role.COUNTER) {
                long[] shape = p.shape().stream().mapToLong(Integer::longValue).toArray();
                tensors.put(p.name(), shape, () -> FloatBuffer.wrap(values.values(p)));
            }
        }
        SafetensorsWriter.write(file, tensors, Map.of());
    }

    @BeforeEach
    void write() throws IOException {
        row = Files.createDirectories(folder.resolve("row"));
        weights = folder.resolve("w.safetensors");
        Files.createDirectories(row.resolve("checkpoint"));
        String any = "0".repeat(64);
        RowNetwork whole = network("all", any, any);
        write(weights, whole.graph().parameters(), PRETRAINED);
        write(
                row.resolve(NetworkFile.TENSORS),
                network("layer4", any, any).trainedGraph().parameters(),
                TRAINED);
    }

    private RowNetwork partly() throws IOException {
        return network("layer4", Sha256.of(row.resolve(NetworkFile.TENSORS)), Sha256.of(weights));
    }

    private RebuiltNetwork open(RowNetwork network, boolean allData) throws IOException {
        return RebuiltNetwork.open(
                network, row, allData, Optional.empty(), new WeightsCache(folder));
    }

    @Test
    void trainedStagesAreTheRowsAndOthersThePretrained() throws IOException {
        try (RebuiltNetwork rebuilt = open(partly(), false)) {
            for (Parameter parameter : rebuilt.graph().parameters()) {
                if (parameter.role() != Parameter.Role.COUNTER) {
                    boolean isTrained = parameter.name().matches("(layer4|fc)\\..*");
                    assertArrayEquals(
                            (isTrained ? TRAINED : PRETRAINED).values(parameter),
                            rebuilt.values().values(parameter),
                            parameter.name());
                }
            }
        }
    }

    @Test
    void whatIsMissingOrChangedIsSaid() throws IOException {
        RowNetwork network = partly();
        refused("was not trained on all data", network, true);
        refused(
                "is another file",
                network("layer4", network.tensorsSha256(), "0".repeat(64)),
                false);
        refused(
                "was changed: its SHA-256 is",
                network("layer4", "0".repeat(64), "0".repeat(64)),
                false);
        Files.delete(weights);
        refused("is not there. Put the file back", network, false);
        Files.delete(row.resolve(NetworkFile.TENSORS));
        refused("is missing; 'tagzoo compare' makes it in a new run", network, false);
    }

    private void refused(String message, RowNetwork network, boolean allData) {
        String found = assertThrows(IOException.class, () -> open(network, allData)).getMessage();
        assertTrue(found.contains(message), found);
        assertEquals(1, found.lines().count(), found);
    }
}
