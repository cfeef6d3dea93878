package org.tagzoo.app.report;

import static j2html.TagCreator.*;

import j2html.tags.DomContent;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.zoo.explain.ExcitingPattern;
import org.tagzoo.zoo.explain.HeatMap;
import org.tagzoo.zoo.explain.StageActivations;

/**
 * Small images of a network's inside, side by side.
 *
 * @param title what they are
 * @param note how to read them
 * @param isLarge whether each is as large as an image
 * @param tiles in order
 */
public record TileSheet(String title, String note, boolean isLarge, List<Tile> tiles) {

    /** More can't be looked at. */
    private static final int MOST = 64;

    /**
     * An image.
     *
     * @param caption short, below it
     * @param words for who can't see it
     * @param pixels a {@code data:} address
     */
    public record Tile(String caption, String words, String pixels) {}

    /** The filters of a network's first convolution, in order. */
    public static TileSheet filters(List<RgbImage> filters) {
        int shown = Math.min(MOST, filters.size());
        return new TileSheet(
                "Filters of the first convolution",
                Words.of("tiles.filters", count(shown, filters.size())),
                false,
                IntStream.range(0, shown)
                        .mapToObj(i -> new Tile("" + i, "Filter " + i, address(filters.get(i))))
                        .toList());
    }

    /** A stage's activations: the channels with the largest values, these first. */
    public static TileSheet activations(String stage, List<HeatMap> channels) {
        List<HeatMap> strongest = StageActivations.strongest(channels, MOST);
        return new TileSheet(
                "Activations of " + stage,
                Words.of("tiles.activations", count(strongest.size(), channels.size())),
                false,
                strongest.stream().map(TileSheet::channel).toList());
    }

    private static String count(int shown, int all) {
        return shown == all ? "all %,d".formatted(all) : "%d of %,d".formatted(shown, all);
    }

    private static Tile channel(HeatMap map) {
        String words =
                String.format(
                        Locale.ROOT,
                        "Channel %s: from %.2f to %.2f, largest %s",
                        map.label(),
                        smallest(map),
                        map.largest(),
                        HeatPage.place(map));
        return new Tile(map.label(), words, address(map));
    }

    private static double smallest(HeatMap map) {
        double smallest = 0;
        for (float value : map.values()) {
            smallest = Math.min(smallest, value);
        }
        return smallest;
    }

    /**
     * A pattern that excites a channel.
     *
     * @param channel its number, or the name of a label
     */
    public static Tile pattern(String stage, String channel, ExcitingPattern pattern) {
        String caption =
                String.format(
                        Locale.ROOT,
                        "%s:%s: %.2f, %.2f on noise",
                        stage,
                        channel,
                        pattern.after(),
                        pattern.before());
        return new Tile(caption, "Pattern that excites " + caption, address(pattern.image()));
    }

    /** Patterns that excite channels. */
    public static TileSheet patterns(List<Tile> tiles) {
        return new TileSheet("What excites them most", Words.of("tiles.patterns"), true, tiles);
    }

    /** A heat map over the image that the network saw. */
    public static Tile heatMap(RgbImage seen, HeatMap map) {
        BufferedImage drawn = drawn(seen);
        byte[] png = HeatOverlay.png(map, seen.width(), seen.height(), HeatOverlay.top(map));
        Graphics2D graphics = drawn.createGraphics();
        try {
            BufferedImage overlay = ImageIO.read(new ByteArrayInputStream(png));
            graphics.drawImage(overlay, 0, 0, seen.width(), seen.height(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is in memory
        } finally {
            graphics.dispose();
        }
        String words =
                "Heat map of %s over a test image that has it, hottest %s"
                        .formatted(map.label(), HeatPage.place(map));
        return new Tile(map.label(), words, HeatOverlay.dataAddress(drawn));
    }

    /** Heat maps of test images. */
    public static TileSheet heatMaps(List<Tile> tiles) {
        return new TileSheet("Heat maps", Words.of("tiles.heat"), true, tiles);
    }

    /**
     * Reads the sheets of a row.
     *
     * @return none if there is no such file
     */
    public static List<TileSheet> read(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? List.of(CheckedJson.JSON.read(file, TileSheet[].class))
                : List.of();
    }

    /** Writes them, whole or not at all. */
    public static void write(Path file, List<TileSheet> sheets) throws IOException {
        AtomicFile.write(file, CheckedJson.indented(sheets));
    }

    private static String address(RgbImage image) {
        return HeatOverlay.dataAddress(drawn(image));
    }

    private static BufferedImage drawn(RgbImage image) {
        BufferedImage drawn =
                new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        byte[] bytes = image.pixels();
        for (int i = 0; i < bytes.length; i += 3) {
            int rgb = (bytes[i] & 0xFF) << 16 | (bytes[i + 1] & 0xFF) << 8 | (bytes[i + 2] & 0xFF);
            drawn.setRGB(i / 3 % image.width(), i / 3 / image.width(), rgb);
        }
        return drawn;
    }

    /** Draws a map by itself, a pixel a place, from its smallest value or 0 to its largest. */
    private static String address(HeatMap map) {
        double from = smallest(map);
        double span = map.largest() - from;
        BufferedImage drawn =
                new BufferedImage(map.columns(), map.rows(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < map.rows(); y++) {
            for (int x = 0; x < map.columns(); x++) {
                double heat = span > 0 ? (map.value(y, x) - from) / span : 0;
                drawn.setRGB(x, y, HeatOverlay.rgb(heat));
            }
        }
        return HeatOverlay.dataAddress(drawn);
    }

    DomContent draw() {
        return div(
                attrs(".inside"),
                h3(title),
                Html.note(note),
                ul(
                        attrs(isLarge ? ".tiles.large" : ".tiles"),
                        each(
                                tiles,
                                tile ->
                                        li(
                                                figure(
                                                        Html.image(tile.pixels(), tile.words())
                                                                .withTitle(tile.words()),
                                                        figcaption(tile.caption()))))));
    }
}
