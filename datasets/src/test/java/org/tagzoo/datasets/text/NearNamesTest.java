package org.tagzoo.datasets.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearNamesTest {

    private static final List<String> KNOWN =
            List.of("resnet18", "resnet34", "resnet50", "resnet101", "vgg16", "cnn");

    @Test
    void ordersByDistanceThenByName() {
        assertEquals(List.of("resnet50", "resnet18", "resnet34"), NearNames.of("resnet5O", KNOWN));
        assertEquals(
                List.of("resnet50", "resnet101", "resnet18"), NearNames.of("ResNet-50", KNOWN));
        assertEquals(List.of("vgg16"), NearNames.of("vg16", KNOWN));
        assertEquals(List.of("vgg16"), NearNames.of("vgg61", KNOWN));
        assertEquals(List.of(), NearNames.of("x", KNOWN));
        assertEquals(List.of(), NearNames.of("mobilenet", KNOWN));
        assertEquals(List.of(), NearNames.of("", KNOWN));
    }

    @Test
    void caseMakesNoDifference() {
        assertEquals(List.of("VGG16"), NearNames.of("vgg17", List.of("VGG16", "CNN")));
        assertEquals(List.of("VGG16"), NearNames.of("VGG16", List.of("VGG16", "CNN")));
    }

    @Test
    void asksWhatWasMeant() {
        assertEquals(" Did you mean 'vgg16'?", NearNames.question("vg16", KNOWN, "."));
        assertEquals(
                " Did you mean 'resnet50', 'resnet18' or 'resnet34'?",
                NearNames.question("resnet5O", KNOWN, "."));
        assertEquals(" There are six", NearNames.question("x", KNOWN, " There are six"));
    }

    @Test
    void aLongTextIsNearNothingShort() {
        assertEquals(List.of(), NearNames.of("resnet50".repeat(10_000), KNOWN));
    }
}
