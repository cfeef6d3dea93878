package org.tagzoo.zoo.modelzoo;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A cache with weights of a ResNet-18, and what a program asks for that loads them. */
abstract class Resnet18Fixture {

    @TempDir static Path cache;

    @BeforeAll
    static void weights() throws IOException {
        FormulaCache.put(cache, "resnet18.tv1");
    }

    static Resnet18Criteria resnet18() {
        return new Resnet18Criteria(cache);
    }
}
