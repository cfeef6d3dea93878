package org.tagzoo.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tagzoo.zoo.registry.NpmPackage;
import org.tagzoo.zoo.registry.Preprocessing;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsCard;

/** Cards as a table, one a line. */
final class ModelsTable {

    private static final List<String> HEADINGS =
            List.of("weights", "parameters", "input", "top-1", "cached", "from", "licence");

    private ModelsTable() {}

    static String render(List<WeightsCard> cards, WeightsCache cache) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADINGS);
        cards.forEach(card -> lines.add(line(card, cache)));
        int[] widths = new int[HEADINGS.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                // Numbers end, words begin, where their column does.
                String format = i >= 1 && i <= 3 ? "%" + widths[i] + "s" : "%-" + widths[i] + "s";
                row.append(i == 0 ? "" : "  ").append(String.format(format, line.get(i)));
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static List<String> line(WeightsCard card, WeightsCache cache) {
        Preprocessing preprocessing = card.preprocessing();
        return List.of(
                card.name(),
                String.format(Locale.ROOT, "%.1f M", card.parameters() / 1e6),
                preprocessing.cropWidth() + "x" + preprocessing.cropHeight(),
                String.format(Locale.ROOT, "%.2f%%", card.imageNetTop1()),
                cache.find(card).isPresent() ? "yes" : "no",
                card.origin() instanceof NpmPackage ? "npm" : "torchvision",
                card.licence());
    }
}
