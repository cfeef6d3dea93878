package org.tagzoo.app.report;

import java.util.List;
import java.util.Optional;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.LabelMatrices;
import org.tagzoo.zoo.metric.LabelReport;
import org.tagzoo.zoo.metric.PrecisionRecallF1;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.LayerTable;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.threshold.ThresholdScan;

/** What a report shows of a row, with made-up figures. */
final class SampleDetails {

    private SampleDetails() {}

    /** Two epochs, two thresholds, two labels, a mistake of each kind. */
    static RowDetails of(String row, String name) {
        return new RowDetails(
                row,
                List.of(
                        new RowDetails.Epoch(1, 0.9, 0.95, 0.4, 0.3, 1.5),
                        new RowDetails.Epoch(2, 0.5, 0.7, 0.8, 0.6, 1.5)),
                List.of(
                        new ThresholdScan.Point(0.5, new PrecisionRecallF1(0.5, 0.75, 0.6)),
                        new ThresholdScan.Point(1.0, new PrecisionRecallF1(0, 0, 0))),
                List.of(
                        new LabelReport(
                                name,
                                3,
                                3,
                                new PrecisionRecallF1(0.5, 0.5, 0.5),
                                new Interval(0.4, 0.6),
                                0.6),
                        new LabelReport(
                                "sea",
                                0,
                                0,
                                new PrecisionRecallF1(0, 0, 0),
                                new Interval(0, 0),
                                Double.NaN)),
                List.of(
                        new RowDetails.Average(
                                "samples",
                                3,
                                new PrecisionRecallF1(0.125, 0.25, 0.375),
                                new Interval(0.3, 0.45))),
                Optional.of(matrices(name)),
                List.of(
                        new RowDetails.ErrorExample(
                                image(name, Samples.PIXEL, List.of(), List.of(name)),
                                name,
                                "false positive",
                                0.99),
                        new RowDetails.ErrorExample(
                                image(
                                        "im2",
                                        "https://example.org/x.png",
                                        List.of("sea"),
                                        List.of()),
                                "sea",
                                "false negative",
                                0.01)),
                List.of(
                        new RowDetails.Swap(
                                name,
                                "sea",
                                7,
                                List.of(
                                        new RowDetails.SwapExample(
                                                image(
                                                        "im3",
                                                        "https://example.org/y.png",
                                                        List.of(name),
                                                        List.of("sea")),
                                                0.125,
                                                0.875)))),
                Optional.of(layers()),
                List.of(
                        new TileSheet(
                                "Filters of the first convolution",
                                "a note",
                                false,
                                List.of(new TileSheet.Tile("0", "Filter 0", Samples.PIXEL)))),
                Optional.empty());
    }

    /** A convolution, what flattens its map, and a head of two labels. */
    static LayerTable layers() {
        return new LayerTable(
                List.of(
                        layer("stem", "conv1", "Conv2d", Dims.map(8, 4, 2), 224),
                        layer("stem", "", "Flatten", Dims.vector(64), 0),
                        layer("head", "fc", "Linear", Dims.vector(2), 130)),
                354,
                354,
                0);
    }

    static LayerTable.Layer layer(
            String stage, String name, String op, Dims output, long parameters) {
        return new LayerTable.Layer(stage, name, op, output, parameters, 0);
    }

    private static RowDetails.GalleryImage image(
            String id, String thumbnail, List<String> trueLabels, List<String> predicted) {
        return new RowDetails.GalleryImage(id, thumbnail, trueLabels, predicted);
    }

    /** Four images: right, swapped, missed, and rightly without. */
    private static LabelMatrices matrices(String name) {
        boolean[][] truth = {{true, true}, {true, false}, {false, true}, {false, false}};
        boolean[][] predicted = {{true, true}, {false, true}, {false, false}, {false, false}};
        return LabelMatrices.ofTags(List.of(name, "sea"), new Decisions(predicted, truth));
    }
}
