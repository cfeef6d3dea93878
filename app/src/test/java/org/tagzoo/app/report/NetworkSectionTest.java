package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.app.report.SampleDetails.layer;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.LayerTable;

class NetworkSectionTest {

    private static final LayerTable RESIDUAL =
            new LayerTable(
                    List.of(
                            layer("stem", "conv1", "Conv2d", Dims.map(64, 8, 8), 10),
                            layer("stem", "bn1", "BatchNorm", Dims.map(64, 8, 8), 2),
                            layer("stem", "", "Pool", Dims.map(64, 4, 4), 0),
                            layer("layer1", "layer1.0.conv1", "Conv2d", Dims.map(64, 4, 4), 20),
                            layer("layer1", "layer1.0.bn1", "BatchNorm", Dims.map(64, 4, 4), 3),
                            layer("layer1", "layer1.1.conv1", "Conv2d", Dims.map(64, 4, 4), 21),
                            layer("layer1", "", "Pool", Dims.vector(64), 0),
                            layer("head", "fc", "Linear", Dims.tokens(5, 2), 7)),
                    63,
                    63,
                    0);

    private static List<String> lines(List<NetworkBlock> blocks) {
        return blocks.stream()
                .map(b -> String.join("|", b.name(), b.what(), b.shape(), "" + b.parameters()))
                .toList();
    }

    @Test
    void fewLayersStandOneByOne() {
        List<String> lines = lines(NetworkBlock.forTable(RESIDUAL, 8));
        assertEquals(8, lines.size());
        assertEquals("conv1|Conv2d|8 × 8 × 64|10", lines.get(0));
        assertEquals("|Pool|4 × 4 × 64|0", lines.get(2));
        assertEquals("fc|Linear|5 × 2|7", lines.get(7));
        assertEquals(lines, lines(NetworkBlock.forDrawing(RESIDUAL, 8)));
    }

    @Test
    void manyLayersStandByBlocksOrStages() {
        assertEquals(
                List.of(
                        "conv1|Conv2d|8 × 8 × 64|10",
                        "bn1|2 layers|4 × 4 × 64|2",
                        "layer1.0|2 layers|4 × 4 × 64|23",
                        "layer1.1|2 layers|64|21",
                        "fc|Linear|5 × 2|7"),
                lines(NetworkBlock.forTable(RESIDUAL, 7)));
        assertEquals(
                List.of(
                        "stem|3 layers|4 × 4 × 64|12",
                        "layer1|4 layers|64|44",
                        "fc|Linear|5 × 2|7"),
                lines(NetworkBlock.forDrawing(RESIDUAL, 7)));
    }

    /**
     * Boxes are 7 to 74 high and 7 to 44 wide by the logarithms of side and channels: of 8 x 8 maps
     * the full height, of a vector the least.
     */
    @Test
    void boxesGrowWithMapsAndChannels() throws Exception {
        LayerTable table =
                new LayerTable(
                        List.of(
                                layer("stem", "a", "Conv2d", Dims.map(4, 8, 8), 1),
                                layer("stem", "b", "Linear", Dims.vector(16), 1)),
                        2,
                        2,
                        0);
        ParsedPage page =
                ParsedPage.of(
                        new NetworkDrawing("n", "t", NetworkBlock.forDrawing(table, 12)).draw());
        assertEquals(List.of("74", "7"), page.attributes("rect", "box-front", "height"));
        assertEquals(List.of("25.5", "44"), page.attributes("rect", "box-front", "width"));
        assertEquals(List.of("42", "109"), page.attributes("rect", "box-front", "y"));
        assertEquals(1, page.attributes("path", "arrow", "d").size());
        assertTrue(page.texts("title").contains("a (Conv2d): 8 × 8 × 4, 1 parameters"));
    }

    @Test
    void theReportHasItFolded() throws Exception {
        ParsedPage page =
                ParsedPage.of(
                        j2html.TagCreator.div()
                                .with(NetworkSection.of("row-1", "cnn", SampleDetails.layers())));
        assertEquals(List.of("The network, 354 parameters"), page.texts("summary"));
        assertEquals("", page.all("details").get(0).getAttribute("open"));
        assertEquals(List.of("conv1", "", "fc"), page.texts("th").subList(4, 7));
    }
}
