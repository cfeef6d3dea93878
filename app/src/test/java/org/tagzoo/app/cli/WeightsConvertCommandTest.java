package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.weights.SafetensorsWriter;
import org.tagzoo.zoo.weights.TensorMap;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsFile;

class WeightsConvertCommandTest {

    @TempDir Path folder;

    private Result convert(String in, String out, String... options) {
        StringWriter printed = new StringWriter();
        StringWriter errors = new StringWriter();
        Stream<String> paths =
                Stream.of("weights", "convert", path(in).toString(), path(out).toString());
        String[] args = Stream.concat(paths, Stream.of(options)).toArray(String[]::new);
        int exitCode =
                TagZoo.execute(new PrintWriter(printed, true), new PrintWriter(errors, true), args);
        return new Result(exitCode, printed.toString(), errors.toString());
    }

    private Path path(String name) {
        return folder.resolve(name);
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    /** 1.0 and -2.5 as float16, 0.1 as float32. */
    @BeforeEach
    void writeHalf() throws IOException {
        byte[] header =
                ("{\"h\":{\"dtype\":\"F16\",\"shape\":[1,2],\"data_offsets\":[0,4]},"
                                + "\"f\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[4,8]}}")
                        .getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + header.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header);
        bytes.putShort((short) 0x3c00).putShort((short) 0xc100).putFloat(0.1f);
        Files.write(path("half.safetensors"), bytes.array());
    }

    @Test
    void widensAndSaysSo() throws Exception {
        Result result = convert("half.safetensors", "out.safetensors");
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
        byte[] written = Files.readAllBytes(path("out.safetensors"));
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(written));
        assertEquals(
                List.of(
                        path("half.safetensors") + ": 2 tensors, 3 numbers",
                        "1 tensor widened from float16 to float32",
                        "%s: %d bytes, SHA-256 %s"
                                .formatted(path("out.safetensors"), written.length, hash)),
                result.out().lines().toList());
        try (TensorSource out = WeightsFile.open(path("out.safetensors"))) {
            assertEquals(FloatBuffer.wrap(new float[] {1, -2.5f}), out.read("h"));
            assertEquals("F32", out.numberType("h"));
        }
    }

    @Test
    void writesOverAFileOnlyWhenAsked() throws Exception {
        Files.writeString(path("out.safetensors"), "old");
        Result refused = convert("half.safetensors", "out.safetensors");
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("is there already; --force writes over"), refused.err());
        assertEquals("old", Files.readString(path("out.safetensors")));
        assertEquals(0, convert("half.safetensors", "out.safetensors", "--force").exitCode());
        assertEquals(Set.of("half.safetensors", "out.safetensors"), files());
        assertTrue(Files.size(path("out.safetensors")) > 3);
    }

    @Test
    void saysWhatItNeeds() throws Exception {
        Result suffix = convert("half.safetensors", "out.onnx");
        assertEquals(2, suffix.exitCode());
        assertTrue(suffix.err().contains("must end in .safetensors or .pt"), suffix.err());
        Result network = convert("half.safetensors", "out.pt");
        assertEquals(2, network.exitCode());
        assertTrue(network.err().contains("--architecture resnet50"), network.err());
        Result unknown = convert("half.safetensors", "out.pt", "--architecture", "resnet5");
        assertEquals(2, unknown.exitCode());
        assertTrue(unknown.err().contains("Did you mean 'resnet50'"), unknown.err());
        Result missing = convert("half.safetensors", "none/out.safetensors");
        assertEquals(2, missing.exitCode());
        assertTrue(missing.err().contains("is not there"), missing.err());
        assertEquals(Set.of("half.safetensors"), files());
    }

    @Test
    void leavesNothingBehindWhenWeightsDontFit() throws Exception {
        for (String[] out :
                new String[][] {
                    {"out.pt", "has no fc.weight of two dimensions"},
                    {"out.safetensors", "missing (bn1.bias [64]"}
                }) {
            Result result = convert("half.safetensors", out[0], "--architecture", "resnet18");
            assertEquals(1, result.exitCode());
            assertTrue(result.err().contains(out[1]), result.err());
        }
        assertEquals(1, convert("missing.pth", "out.safetensors").exitCode());
        assertEquals(Set.of("half.safetensors"), files());
    }

    /** The archive says by its name which network it is. */
    @Test
    void goesToTorchScriptAndBack() throws Exception {
        Graph graph =
                new Network(Backbones.byName("resnet18").orElseThrow(), Head.linear(7))
                        .graph(
                                64,
                                new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)));
        InitialValues initial = new InitialValues(3);
        Map<String, float[]> values = new HashMap<>();
        graph.parameters().forEach(p -> values.put(p.name(), initial.values(p)));
        TensorMap source = new TensorMap("a test");
        for (Parameter parameter : graph.parameters()) {
            if (parameter.role() != Parameter.Role.COUNTER) {
                long[] shape = parameter.shape().stream().mapToLong(Integer::longValue).toArray();
                source.put(
                        parameter.name(),
                        shape,
                        () -> FloatBuffer.wrap(values.get(parameter.name())));
            }
        }
        SafetensorsWriter.write(path("resnet18.tv1.safetensors"), source, Map.of());
        Result there = convert("resnet18.tv1.safetensors", "net.pt");
        assertEquals("", there.err());
        assertTrue(there.out().contains("102 tensors, "), there.out());
        Result back = convert("net.pt", "back.safetensors");
        assertTrue(back.out().contains("20 tensors turned from int64 to float32"), back.out());
        try (TensorSource again = WeightsFile.open(path("back.safetensors"))) {
            assertEquals(graph.parameters().size(), again.names().size());
            for (String name : source.names()) {
                float[] read = new float[values.get(name).length];
                again.read(name).get(read);
                assertArrayEquals(values.get(name), read, name);
            }
        }
    }
}
