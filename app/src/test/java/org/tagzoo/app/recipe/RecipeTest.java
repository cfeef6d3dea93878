package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.finetune.Phase;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsRegistry;

class RecipeTest {

    @Test
    void modelsChooseRows() {
        Recipe helsinki = RecipeReader.read("helsinki");
        assertEquals(
                List.of("resnet50", "resnet50-plain", "ff1"),
                names(helsinki.select(List.of("resnet50", "resnet50-plain", "ff1"))));
        assertEquals(
                List.of("resnet152-scratch"), names(helsinki.select(List.of("resnet152-scratch"))));
        Recipe added =
                RecipeReader.read("quick").select(List.of("resnet18", "ff2", "resnet50.keras"));
        assertEquals("pretrained", added.rows().get(0).weights());
        assertEquals("none", added.rows().get(1).weights());
        assertEquals(List.of(PhaseRecipe.of(Phase.ALL, 25)), added.rows().get(1).phases());
        assertEquals("resnet50.keras", added.rows().get(2).weights());
        assertEquals("resnet50", added.rows().get(2).model());
        RecipeException error =
                assertThrows(RecipeException.class, () -> helsinki.select(List.of("resnet51")));
        assertTrue(error.getMessage().contains("Did you mean 'resnet50', "), error.getMessage());
    }

    private static List<String> names(Recipe recipe) {
        return recipe.rows().stream().map(RowRecipe::name).toList();
    }

    /** The first command downloads nothing; who names a row wants its weights. */
    @Test
    void quickFetchesNothingUnlessARowIsNamed() {
        Recipe quick = RecipeReader.read("quick");
        assertEquals(List.of("ff1", "cnn", "efficientnet_lite0", "resnet50"), names(quick));
        WeightsCache empty = new WeightsCache(Path.of("nowhere"));
        for (RowRecipe row : quick.rows()) {
            assertTrue(
                    List.of("none", "at-hand").contains(row.weights())
                            || WeightsRegistry.standard().cardsFor(row.model()).stream()
                                    .anyMatch(empty::isAtHand),
                    row.name());
        }
        assertEquals("at-hand", quick.rows().get(3).weights());
        assertEquals("pretrained", quick.select(List.of("resnet50")).rows().get(0).weights());
    }
}
