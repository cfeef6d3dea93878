package org.tagzoo.app.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.comparison.ComparisonSettings;
import org.tagzoo.app.comparison.RunConfig;
import org.tagzoo.app.comparison.RunFolder;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.recipe.RecipeReader;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;

class PrecisionChoiceTest {

    @TempDir Path folder;

    private static Recipe rows(String... models) {
        return RecipeReader.read("quick").select(List.of(models));
    }

    @Test
    void smallNetworksNeedNoTrialAndAreNeverMeasuredIntoBfloat16() throws IOException {
        PrecisionChoice small =
                PrecisionChoice.measure(
                        rows("ff1", "ff2", "cnn"), Device.cpu(), MemoryFormat.CHANNELS_LAST);
        assertEquals(new PrecisionChoice(Precision.FLOAT32, true, OptionalDouble.empty()), small);
        assertEquals("float32", small.describe());

        PrecisionChoice fast =
                new PrecisionChoice(Precision.BFLOAT16, true, OptionalDouble.of(2.51));
        RowRecipe cnn = rows("cnn").rows().get(0);
        RowRecipe resnet50 = rows("resnet50").rows().get(0);
        assertEquals(Precision.FLOAT32, fast.of(cnn));
        assertEquals(Precision.BFLOAT16, fast.of(resnet50));
        assertEquals(Precision.BFLOAT16, PrecisionChoice.of(Precision.BFLOAT16).of(cnn));
        assertEquals(
                "bfloat16, chosen by a trial: bfloat16 ran at 2.51 times the speed of float32, and"
                        + " is taken from 1.3 on",
                fast.describe());
    }

    @Test
    void largeNetworksAreTried() throws IOException {
        PrecisionChoice choice =
                PrecisionChoice.measure(
                        rows("cnn", "resnet18"), Device.cpu(), MemoryFormat.CHANNELS_LAST);
        assertTrue(choice.bfloat16Speed().orElseThrow() > 0, choice.toString());
        assertTrue(choice.isMeasured());
    }

    @Test
    void aResumedRunKeepsWhatItsTrialGave() throws IOException {
        for (PrecisionChoice choice :
                List.of(
                        PrecisionChoice.of(Precision.BFLOAT16),
                        new PrecisionChoice(Precision.BFLOAT16, true, OptionalDouble.of(1.87)),
                        new PrecisionChoice(Precision.FLOAT32, true, OptionalDouble.empty()))) {
            RunFolder run = RunFolder.create(folder.resolve(choice.toString()));
            RunConfig.begin(run, settings(choice));
            assertEquals(choice, RunConfig.settings(run).precision());
        }
    }

    private static ComparisonSettings settings(PrecisionChoice choice) {
        return new ComparisonSettings(
                "openmoji",
                CorpusOptions.DEFAULT,
                rows("resnet50"),
                1,
                choice,
                MemoryFormat.CHANNELS_LAST,
                "cpu",
                Map.of(),
                true,
                2,
                false,
                1,
                false,
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                null,
                null);
    }
}
