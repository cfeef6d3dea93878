package org.tagzoo.zoo.weights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Parameter;

/** What training programs save, written by {@code make_checkpoints.py}, and what people mistake. */
class CheckpointsTest {

    /** Its head is declared below {@code fc}. */
    private static final Backbone BODY = Backbones.byName("resnet18").orElseThrow();

    private static final Graph GRAPH =
            Graph.ofEmbeddings(3, (root, x) -> Head.linear(2).classify(root.child("fc"), x));

    @TempDir Path folder;

    static Stream<Path> checkpoints() throws Exception {
        try (Stream<Path> files = Files.list(SafetensorsTest.resource("checkpoints"))) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }

    private static Map<String, float[]> read(Path file) throws IOException {
        Map<String, float[]> values = new TreeMap<>();
        try (LoadedValues loaded = LoadedValues.ofWhole(WeightsFile.open(file), GRAPH, BODY)) {
            loaded.requireFinite();
            GRAPH.parameters().forEach(p -> values.put(p.name(), loaded.values(p)));
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("checkpoints")
    void readsTheNetworkOfACheckpoint(Path file) throws Exception {
        Map<String, float[]> values = read(file);
        assertEquals(Set.of("fc.weight", "fc.bias"), values.keySet());
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, values.get("fc.weight"));
        assertArrayEquals(new float[] {7, 8}, values.get("fc.bias"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '"',
            textBlock =
                    """
                    flat.pth # ""
                    imagenet.pth.tar # "'state_dict'"
                    averaged.pth # "tensors below 'module.', not 1 others, such as n_averaged"
                    nested.pth # "'model.state_dict'"
                    things.pth # "'model_state_dict'"
                    lightning-ema.ckpt # "'state_dict'; tensors below 'model.', not 2 others, such as ema_model.module.fc.bias"
                    timm.pth.tar # "'state_dict', not 'state_dict_ema' (2 tensors)"
                    torchvision.pth # "'model', not 'model_ema' (3 tensors)"
                    only-ema.pth # "'ema.shadow'"
                    """)
    void saysWhichTensorsWereTaken(String name, String choice) throws Exception {
        Path file = SafetensorsTest.resource("checkpoints/" + name);
        try (LoadedValues loaded = LoadedValues.ofWhole(WeightsFile.open(file), GRAPH, BODY)) {
            String line = choice.isEmpty() ? null : "weights of %s: %s".formatted(file, choice);
            assertEquals(line, loaded.choice().orElse(null));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            textBlock =
                    """
                    two-encoders.pth # holds the network more than once, below encoder_q. and encoder_k.
                    student-teacher.pth # holds tensors under [student, teacher], and which are the network's isn't known
                    whole-model.pth # asks for torch.nn.modules.linear.Linear; only tensors are read
                    sparse.pth # asks for torch._utils._rebuild_sparse_tensor; only tensors are read
                    list.pth # holds no dict of tensors
                    nan.pth # has values that are not finite: fc.weight (2 of 6)
                    infinite.pth # has values that are not finite: fc.weight (2 of 6)
                    overflow.pth # has values that are not finite: fc.weight (6 of 6)
                    """)
    void refuses(String name, String reason) throws Exception {
        assertRefused(SafetensorsTest.resource("checkpoints/refused/" + name), reason);
    }

    /** Whoever did not check all before still gets none. */
    @Test
    void valuesThatAreNotFiniteAreNeverGiven() throws Exception {
        Path file = SafetensorsTest.resource("checkpoints/refused/nan.pth");
        try (LoadedValues loaded = LoadedValues.ofWhole(WeightsFile.open(file), GRAPH, BODY)) {
            for (Parameter parameter : GRAPH.parameters()) {
                ByteBuffer target = ByteBuffer.allocate(4 + 4 * parameter.count()).putInt(7);
                if (parameter.name().equals("fc.weight")) {
                    assertThrows(UncheckedIOException.class, () -> loaded.values(parameter));
                    assertThrows(
                            UncheckedIOException.class, () -> loaded.copyTo(parameter, target));
                } else {
                    loaded.copyTo(parameter, target);
                    assertEquals(7, target.getFloat(4));
                }
            }
        }
    }

    private static void assertRefused(Path file, String reason) {
        WeightsException e = assertThrows(WeightsException.class, () -> read(file));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
        assertTrue(e.getMessage().contains(file.getFileName().toString()), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            textBlock =
                    """
                    <!DOCTYPE html><html> # is a web page
                    \\n\\r <?xml version="1.0"?><Error> # is a web page
                    \u00ef\u00bb\u00bf<html> # is a web page
                    version https://git-lfs.github.com/spec/v1\\noid sha256:0 # is a git-lfs pointer
                    \\037\u008b\\b # is packed with gzip
                    \u0089HDF\\r\\n\u001a\\n # can't be read as HDF5
                    \u0080\u0004} # is a Python pickle that torch.save did not write
                    Not found # is in no format that is known here
                    '' # is empty
                    {"error": "Repository not found"} # is no layers-model
                    """)
    void namesWhatIsNoWeights(String text, String reason) throws Exception {
        Path file = folder.resolve("weights.pth");
        Files.writeString(file, text.translateEscapes(), ISO_8859_1);
        assertRefused(file, reason);
    }

    @Test
    void namesWhatAnotherZipHolds() throws Exception {
        byte[] zip = ZipBytes.stored(Map.of("net/weights.pth", new byte[9]));
        Path file = Files.write(folder.resolve("net.zip"), zip);
        assertRefused(file, "it has no net/data.pkl, but net/weights.pth");
        // A download that was cut short has lost the directory at its end.
        Files.write(file, Arrays.copyOf(zip, zip.length / 2));
        assertRefused(file, "as a file has that was cut short; download or save it anew");
    }

    /** All names of a VGG without its head begin with "features.", which are its own. */
    @Test
    void leavesTheNetworksOwnNames() throws Exception {
        InMemoryTensors source =
                new InMemoryTensors()
                        .with("features.0.weight", new long[] {1}, 1)
                        .with("features.0.bias", new long[] {1}, 2);
        assertEquals(source, BareNames.of(source, Set.of("features.0.weight", "features.0.bias")));
        TensorSource bare = BareNames.of(source, Set.of("0.weight", "0.bias"));
        assertEquals(Set.of("0.weight", "0.bias"), bare.names());
        assertEquals(2, bare.read("0.bias").get(0));
    }
}
