package org.tagzoo.app.tensorboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.training.EpochMetrics;
import org.tagzoo.zoo.weights.TensorSource;

/**
 * What TensorBoard shows of a row: its settings, loss and first metric of each epoch; at the end
 * histograms of the trained tensors, the filters of the first convolution, and the first metric on
 * test.
 */
public final class RowEvents {

    /** The side of a filter in the image, and the gap around it. */
    private static final int TILE = 28;

    private static final int GAP = 2;
    private static final int COLUMNS = 8;

    private final EventFile file;
    private final Metric metric;
    private int lastEpoch;

    private RowEvents(EventFile file, Metric metric) {
        this.file = file;
        this.metric = metric;
    }

    /**
     * Opens the events of a row, of which an earlier process may have written some.
     *
     * @param folder of its own
     * @param row as it is trained
     */
    public static RowEvents open(Path folder, RowRecipe row) throws IOException {
        EventFile file = EventFile.open(folder);
        file.add(0, Summaries.BEGIN, Summaries.begin(settings(row)));
        return new RowEvents(file, row.predicts().firstMetric());
    }

    private static Map<String, Object> settings(RowRecipe row) throws IOException {
        Map<String, Object> settings = new TreeMap<>();
        flatten("", new ObjectMapper().readTree(CheckedJson.indented(row)), settings);
        return settings;
    }

    /** Names what lies deeper {@code optimizer.kind}, and in lists {@code phases.0.epochs}. */
    private static void flatten(String name, JsonNode node, Map<String, Object> settings) {
        String prefix = name.isEmpty() ? "" : name + ".";
        if (node.isObject()) {
            node.properties().forEach(e -> flatten(prefix + e.getKey(), e.getValue(), settings));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(prefix + i, node.get(i), settings);
            }
        } else if (node.isNumber()) {
            settings.put(name, node.doubleValue());
        } else if (node.isBoolean()) {
            settings.put(name, node.booleanValue());
        } else if (!node.isNull()) {
            settings.put(name, node.asText());
        }
    }

    /** Writes an epoch, unless it is written already. */
    public void epoch(EpochMetrics epoch) {
        lastEpoch = epoch.epoch();
        try {
            scalar("loss/train", epoch.trainLoss());
            scalar("loss/validation", epoch.validationLoss());
            scalar(metric.key() + "/train", epoch.train().get(metric));
            scalar(metric.key() + "/validation", epoch.validation().get(metric));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void scalar(String tag, double value) throws IOException {
        file.add(lastEpoch, tag, Summaries.scalar(tag, value));
    }

    /**
     * Writes what there is at the end.
     *
     * @param test the first metric on test
     * @param tensors that were trained
     * @param filters of the first convolution; empty if it sees no colours
     */
    public void end(double test, TensorSource tensors, List<RgbImage> filters) throws IOException {
        scalar(metric.key() + "/test", test);
        for (String name : tensors.names()) {
            file.add(lastEpoch, name, Summaries.histogram(name, tensors.read(name)));
        }
        if (!filters.isEmpty()) {
            BufferedImage sheet = sheet(filters);
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(sheet, "png", png);
            file.add(
                    lastEpoch,
                    "filters",
                    Summaries.image(
                            "filters", sheet.getWidth(), sheet.getHeight(), png.toByteArray()));
        }
        file.add(lastEpoch, Summaries.END, Summaries.end());
    }

    private static BufferedImage sheet(List<RgbImage> filters) {
        int cell = TILE + GAP;
        int rows = (filters.size() + COLUMNS - 1) / COLUMNS;
        BufferedImage sheet =
                new BufferedImage(
                        COLUMNS * cell + GAP, rows * cell + GAP, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < filters.size(); i++) {
            RgbImage filter = filters.get(i);
            for (int y = 0; y < TILE; y++) {
                for (int x = 0; x < TILE; x++) {
                    int row = y * filter.height() / TILE;
                    int pixel = 3 * (row * filter.width() + x * filter.width() / TILE);
                    byte[] bytes = filter.pixels();
                    int rgb =
                            (bytes[pixel] & 0xFF) << 16
                                    | (bytes[pixel + 1] & 0xFF) << 8
                                    | (bytes[pixel + 2] & 0xFF);
                    sheet.setRGB(GAP + i % COLUMNS * cell + x, GAP + i / COLUMNS * cell + y, rgb);
                }
            }
        }
        return sheet;
    }
}
