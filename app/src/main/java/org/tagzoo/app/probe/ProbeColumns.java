package org.tagzoo.app.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.FileFacts;

/**
 * What is known of the images of a corpus without looking at them. Columns of one value say nothing
 * and are left out; so are folders that are named as labels of their images, and with them the
 * order, as names in such folders are often made from labels too. Drawings have no camera and no
 * series: of them only folders are told.
 *
 * @param metadata size, aspect, bytes, what a camera wrote, order of ids, folder
 * @param colour mean red, green and blue, which are content
 */
public record ProbeColumns(List<ProbeColumn> metadata, List<ProbeColumn> colour) {

    static ProbeColumns of(ScannedCorpus scanned) {
        Corpus corpus = scanned.corpus();
        List<FileFacts> facts =
                corpus.images().stream().map(image -> scanned.facts().get(image.id())).toList();
        List<ProbeColumn> columns = new ArrayList<>();
        columns.add(words("size", facts, f -> f.width() + "x" + f.height(), "size"));
        columns.add(numbers("width", facts, FileFacts::width, "size"));
        columns.add(numbers("height", facts, FileFacts::height, "size"));
        columns.add(numbers("aspect", facts, f -> (double) f.width() / f.height(), "size"));
        boolean areDrawings = facts.stream().allMatch(f -> f.width() == 0);
        if (!areDrawings) {
            columns.add(numbers("bytes", facts, FileFacts::bytes, null));
        }
        columns.add(words("camera", facts, f -> f.exif().camera().orElse(""), "camera"));
        columns.add(words("hour", facts, f -> f.exif().hour().toString(), "hour"));
        List<List<String>> folders = corpus.images().stream().map(i -> folders(i, corpus)).toList();
        boolean areClasses = areFoldersLabels(corpus);
        columns.add(
                ProbeColumn.ofWords(
                        "folder",
                        folders.stream().map(f -> String.join("/", f)).toList(),
                        areClasses ? null : "folder"));
        if (!areClasses && !areDrawings) {
            columns.add(
                    ProbeColumn.ofNumbers(
                            "order",
                            IntStream.range(0, facts.size()).asDoubleStream().toArray(),
                            "order"));
        }
        columns.removeIf(ProbeColumn::isConstant);
        List<ProbeColumn> colour = new ArrayList<>();
        for (String name : List.of("red", "green", "blue")) {
            int channel = colour.size();
            colour.add(numbers(name, facts, f -> f.colour().get(channel), null));
        }
        return new ProbeColumns(columns, colour);
    }

    /** Returns the group of each image that {@code --group-by} makes. */
    List<String> groups(String groupBy) {
        ProbeColumn same =
                metadata.stream().filter(c -> c.name().equals(groupBy)).findFirst().orElseThrow();
        return IntStream.of(groupBy.equals("order") ? places(same) : same.bins())
                .mapToObj(String::valueOf)
                .toList();
    }

    private static int[] places(ProbeColumn order) {
        return IntStream.range(0, order.bins().length)
                .map(n -> n / CorpusOptions.ORDER_BLOCK)
                .toArray();
    }

    private static int depth(TaggedImage image) {
        return (int) image.id().chars().filter(c -> c == '/').count();
    }

    /** Returns whether each image lies in a folder that is named as one of its labels. */
    public static boolean areFoldersLabels(Corpus corpus) {
        return corpus.images().stream()
                .allMatch(image -> folders(image, corpus).size() < depth(image));
    }

    /** Returns the folders in an image's id that are not named as one of its labels. */
    public static List<String> folders(TaggedImage image, Corpus corpus) {
        List<String> labels =
                image.labels().stream()
                        .map(label -> corpus.labels().name(label).toLowerCase(Locale.ROOT))
                        .toList();
        List<String> path = Arrays.asList(image.id().split("/"));
        return path.subList(0, depth(image)).stream()
                .filter(folder -> !labels.contains(folder.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static ProbeColumn numbers(
            String name, List<FileFacts> facts, ToDoubleFunction<FileFacts> value, String groupBy) {
        return ProbeColumn.ofNumbers(name, facts.stream().mapToDouble(value).toArray(), groupBy);
    }

    private static ProbeColumn words(
            String name, List<FileFacts> facts, Function<FileFacts, String> word, String groupBy) {
        return ProbeColumn.ofWords(name, facts.stream().map(word).toList(), groupBy);
    }
}
