package org.tagzoo.app.predict;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tagzoo.app.report.OneLine;
import org.tagzoo.app.report.TextWidth;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.export.Tag;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * A table for a terminal, a line a tag, by falling score; an image without tags has a line that
 * says so. Of a network of classes, a line is a class and has no threshold. Its columns are as wide
 * as the labels and the names that are known at the start need, within limits: a longer name stands
 * on a line of its own, a longer label moves its own line. Images that failed are left out.
 */
public final class TableResults implements ResultWriter {

    private static final String GAP = "  ";
    private static final String NO_TAG = "(none)";
    private static final int LONGEST_NAME = 48;
    private static final int LONGEST_LABEL = 40;

    /** Where no name is known at the start. */
    private static final int USUAL_NAME = 24;

    private final Writer out;
    private final TagSelection selection;
    private final List<String> headings;
    private final int[] widths;
    private final boolean hasThresholds;
    private final boolean tellsPredicted;
    private boolean isBegun;

    /**
     * @param names of images, as far as they are known
     * @param task of the network
     * @param labels that the images may get
     * @param tellsUnsure whether the network may not be sure of labels
     */
    public TableResults(
            Writer out,
            List<String> names,
            Task task,
            LabelSet labels,
            TagSelection selection,
            boolean tellsUnsure) {
        this.out = out;
        this.selection = selection;
        this.hasThresholds = task.hasThresholds();
        this.headings =
                new ArrayList<>(
                        hasThresholds
                                ? List.of("image", "tag", "score", "threshold")
                                : List.of("image", "class", "score"));
        this.tellsPredicted = selection.showsOthers() || tellsUnsure;
        if (tellsPredicted) {
            headings.add("predicted");
        }
        this.widths = headings.stream().mapToInt(TextWidth::of).toArray();
        widths[0] = names.isEmpty() ? USUAL_NAME : widest(widths[0], names, LONGEST_NAME);
        widths[1] = widest(Math.max(widths[1], NO_TAG.length()), labels.names(), LONGEST_LABEL);
    }

    private static int widest(int least, List<String> texts, int most) {
        int widest =
                texts.stream().mapToInt(text -> TextWidth.of(OneLine.of(text))).max().orElse(0);
        return Math.max(least, Math.min(widest, most));
    }

    @Override
    public void tagged(String image, Tags tags) throws IOException {
        if (!isBegun) {
            isBegun = true;
            line(headings);
            int gaps = GAP.length() * (widths.length - 1);
            out.write("-".repeat(IntStream.of(widths).sum() + gaps) + "\n");
        }
        String name = OneLine.of(image);
        if (TextWidth.of(name) > widths[0]) {
            out.write(name + "\n");
            name = "";
        }
        List<Tag> shown = selection.select(tags);
        if (shown.isEmpty()) {
            line(List.of(name, NO_TAG));
        }
        for (Tag tag : shown) {
            line(cells(name, tag));
            name = "";
        }
    }

    private List<String> cells(String name, Tag tag) {
        List<String> cells = new ArrayList<>(List.of(name, OneLine.of(tag.label())));
        cells.add(figure(tag.score()));
        if (hasThresholds) {
            cells.add(tag.threshold() == Thresholds.NEVER ? "never" : figure(tag.threshold()));
        }
        if (tellsPredicted) {
            cells.add(tag.predicted() ? "yes" : tag.unsure() ? "not sure" : "no");
        }
        return cells;
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** Words begin, figures end where their column does. */
    private void line(List<String> cells) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            boolean isFigure = i == 2 || (hasThresholds && i == 3);
            line.append(i == 0 ? "" : GAP);
            line.append(TextWidth.pad(cells.get(i), widths[i], isFigure));
        }
        out.write(line.toString().stripTrailing() + "\n");
    }
}
