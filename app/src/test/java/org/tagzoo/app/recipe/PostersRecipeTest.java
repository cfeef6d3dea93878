package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.app.report.Row;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.SideInputs;

/** The study of film posters, as its own table has it. */
class PostersRecipeTest {

    private static final Normalization ANY =
            new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    private static final List<String> GENRES = List.of("a", "b", "c", "d", "e", "f", "g");

    private static RowRecipe row(String name) {
        return RecipeReader.read("posters-one-genre").rows().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"posters-one-genre", "posters-multi"})
    void canBeTrained(String recipe) {
        RecipeCheck.check(RecipeReader.read(recipe));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "baseline | 0.3273 | 3.842 | 276 s | 100",
                "regularised | 0.2309 | 2.773 | 263 s | 100",
                "augmented | 0.2329 | 1.782 | 3,356 s | 200",
                "additional-layer | 0.2309 | 2.777 | 555 s | 200",
                "inception-top | 0.2811 | 3.712 | 89 s | 10",
                "inception-as-run | 0.3645 | 4.572 | 1,559 s | 200"
            })
    void hasThePublishedFigures(String name, double top1, double loss, String time, int epochs) {
        RowRecipe row = row(name);
        Row.Published published = row.published();
        assertEquals(top1, published.top1());
        assertEquals(loss, published.loss());
        assertEquals(time, published.trainingTime());
        assertEquals(epochs, row.epochs());
        assertEquals(512, row.batchSize());
        assertEquals("classes", row.task());
    }

    /** Of 7 genres, as the study's summaries count. */
    @ParameterizedTest
    @CsvSource({
        "baseline, 264423",
        "regularised, 264423",
        "regularised-inverse, 264423",
        "augmented, 34087",
        "additional-layer, 44823"
    })
    void networksHaveThePublishedNumberOfParameters(String name, long parameters) {
        RowRecipe row = row(name);
        Network network =
                new Network(
                        Backbones.byName(row.model()).orElseThrow(),
                        row.head().head(GENRES, SideInputs.NONE, 0));
        assertEquals(parameters, network.graph(row.imageSize(), ANY).weightCount());
    }

    /** Its two Inception rows, each with twins whose weights are at hand. */
    @Test
    void pretrainedRowsStartFromTheirTop() {
        List<String> starts = new ArrayList<>();
        for (RowRecipe row : RecipeReader.read("posters-one-genre").rows()) {
            if (row.startFrom() != null) {
                starts.add(row.name() + " " + row.startFrom() + " " + row.lastPhase().train());
            }
        }
        assertEquals(
                List.of(
                        "inception-as-described inception-top Mixed_7b",
                        "inception-as-run inception-top head",
                        "efficientnet_lite0-as-described efficientnet_lite0-top blocks6",
                        "efficientnet_lite0-as-run efficientnet_lite0-top head",
                        "resnet50-as-described resnet50-top layer4",
                        "resnet50-as-run resnet50-top head"),
                starts);
        assertTrue(row("regularised").head().activityL1() == 0.1);
        assertEquals(16, row("augmented").lastPhase().stepsPerEpoch());
    }
}
