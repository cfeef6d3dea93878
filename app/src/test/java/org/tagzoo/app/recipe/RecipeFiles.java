package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Recipes as files, for tests. */
final class RecipeFiles {

    static final String SETTINGS =
            """
            settings:
              {weights: pretrained, imageSize: 64, batchSize: 8, trainingThreshold: 0.5,
               phases: [{train: head, epochs: 2}],
               head: {hidden: [], dropout: 0, standardized: false},
               loss: {kind: binary-cross-entropy, posWeight: true},
               optimizer: {kind: sgd, nesterov: true, weightDecay: 0},
               schedule: {kind: one-cycle, maxLr: 0.1, baseMomentum: 0.5, maxMomentum: 0.9}}
            """;

    private RecipeFiles() {}

    static Recipe parse(Path folder, String yaml) throws IOException {
        Path file = folder.resolve("recipe.yaml");
        Files.writeString(file, yaml);
        return RecipeReader.read(file.toString());
    }

    static void assertRefused(Path folder, String yaml, String... parts) {
        RecipeException error = assertThrows(RecipeException.class, () -> parse(folder, yaml));
        assertEquals(1, error.getMessage().lines().count(), error.getMessage());
        for (String part : parts) {
            assertTrue(error.getMessage().contains(part), error.getMessage());
        }
    }
}
