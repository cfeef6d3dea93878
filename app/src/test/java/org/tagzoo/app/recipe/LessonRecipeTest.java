package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.MultiplyAdds;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.PooledHead;
import org.tagzoo.zoo.network.SideInputs;
import org.tagzoo.zoo.network.Stage;

class LessonRecipeTest {

    @TempDir Path folder;

    private static RowRecipe row(String name) throws IOException {
        return RecipeReader.read("lesson-7").rows().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Graph graph(RowRecipe row) {
        return new Network(
                        Backbones.byName(row.model()).orElseThrow(),
                        row.head().sample(SideInputs.NONE))
                .graph(
                        row.imageSize(),
                        new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lesson-7", "lesson-7-boxes"})
    void allRowsCanBeTrainedAndAreWrittenAsJson(String name) throws IOException {
        Recipe recipe = RecipeReader.read(name);
        RecipeCheck.check(recipe);
        for (RowRecipe row : recipe.rows()) {
            byte[] json = CheckedJson.line(row).getBytes(StandardCharsets.UTF_8);
            assertEquals(row, CheckedJson.JSON.parse(json, "a row", RowRecipe.class));
        }
    }

    /** What the lesson prints, see issue 21. */
    @ParameterizedTest
    @CsvSource({
        "resnet50-dense, 0.986, 48 s",
        "resnet50-average, 0.9875, 3 s",
        "resnet50-average-400, 0.993, about 6 min",
        "vgg16-dense, 0.963,",
        "vgg16-convolutional, 0.976, 30 s"
    })
    void hasThePublishedFigures(String name, double top1, String time) throws IOException {
        Row.Published published = row(name).published();
        assertEquals(top1, published.top1());
        assertEquals(time, published.trainingTime());
    }

    /** Every row on a body whose weights may be missing has one on efficientnet_lite0. */
    @Test
    void rowsOnBodiesHaveTwins() throws IOException {
        Set<String> names =
                RecipeReader.read("lesson-7").rows().stream()
                        .map(RowRecipe::name)
                        .collect(Collectors.toSet());
        for (String name : names) {
            if (name.startsWith("vgg16-") || name.startsWith("resnet50-")) {
                String twin = name.replaceFirst("^[^-]+", "lite0");
                assertTrue(names.contains(twin) || name.equals("vgg16-dense"), name);
            }
        }
    }

    /** The lesson's map of VGG16 has 22 x 40 cells; max-pools 2, 2 and (1, 2) leave 5 x 5. */
    @ParameterizedTest
    @CsvSource({
        "vgg16-convolutional, 512, 22, 5, 5",
        "vgg16-convolutional-no-pools, 512, 22, 22, 40",
        "vgg16-inception, 512, 22, 3, 5",
        "lite0-convolutional, 112, 23, 5, 5",
        "lite0-convolutional-no-pools, 112, 23, 23, 40",
        "lite0-inception, 112, 23, 3, 5"
    })
    void heatMapsHaveTheLessonsCells(String name, int channels, int height, int rows, int columns)
            throws IOException {
        Graph graph = graph(row(name));
        assertEquals(Dims.map(channels, height, 40), graph.before(Stage.HEAD).output());
        Dims map = graph.nodes().get(PooledHead.of(graph).orElseThrow().map()).dims();
        assertEquals(Dims.map(2, rows, columns), map);
    }

    /** By hand: 70.3 billions, of which the twin's body takes less than a fiftieth. */
    @Test
    void theTwinIsMuchSmaller() throws IOException {
        long vgg = MultiplyAdds.of(graph(row("vgg16-convolutional")).before(Stage.HEAD)).forward();
        long twin = MultiplyAdds.of(graph(row("lite0-convolutional")).before(Stage.HEAD)).forward();
        assertEquals(703, Math.round(vgg / 1e8));
        assertTrue(twin < vgg / 50, twin + " of " + vgg);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{stride: 12} | map.stride must be 2, 4, 8, 16, 32 or 64, but is 12",
                "{pools: [2]} | map.pools must be as many as there are convolutions, 0, or fewer",
                "{pool: max, inceptionBlocks: 1} | map.pool must be average where there are",
                "{convolutions: [8], inceptionBlocks: 1} | map.inceptionBlocks must be 0 beside",
                "{convolutions: [8], pools: [0]} | map.pools must be 1 to 100, but is 0",
                "{convolutions: [8], pools: [9]} | does not fit",
                "{filters: [8]} | map.filters' is unknown"
            })
    void whatIsWrongIsSaid(String map, String part) throws IOException {
        try {
            Recipe recipe =
                    RecipeFiles.parse(
                            folder,
                            RecipeFiles.SETTINGS
                                    + "rows:\n  - {model: resnet50, head: {map: "
                                    + map
                                    + "}}");
            RecipeCheck.check(recipe);
        } catch (RecipeException e) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
            assertEquals(1, e.getMessage().lines().count());
            return;
        }
        throw new AssertionError("taken");
    }
}
