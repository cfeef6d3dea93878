package org.tagzoo.app.report;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells for a terminal, each column as wide as its widest cell. */
public final class TextColumns {

    private static final String GAP = "  ";

    private TextColumns() {}

    /**
     * Returns the lines, with a rule below the first and a line end after the last.
     *
     * @param sides a letter for each column: {@code l} where cells begin with their column, {@code
     *     r} where they end with it
     * @param lines the headings, then the rest, of as many cells as there are sides
     */
    public static String of(String sides, List<List<String>> lines) {
        int[] widths = new int[sides.length()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], TextWidth.of(line.get(i)));
            }
        }
        int whole = GAP.length() * (widths.length - 1);
        for (int width : widths) {
            whole += width;
        }
        StringBuilder out = new StringBuilder();
        for (List<String> line : lines) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < widths.length; i++) {
                cells.add(TextWidth.pad(line.get(i), widths[i], sides.charAt(i) == 'r'));
            }
            if (line == lines.get(1)) {
                out.append("-".repeat(Math.min(whole, TableText.WIDTH))).append('\n');
            }
            out.append(String.join(GAP, cells).stripTrailing()).append('\n');
        }
        return out.toString();
    }
}
