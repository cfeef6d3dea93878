package org.tagzoo.datasets.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names that a person may have meant. */
public final class NearNames {

    private static final int MOST = 3;

    private NearNames() {}

    /**
     * Returns at most three known names, nearest first, ties by name: those that are two changes of
     * a letter away, or a third of what was typed if that is more, and keep a letter of it. Case
     * makes no difference.
     */
    public static List<String> of(String typed, Collection<String> known) {
        String lower = typed.toLowerCase(Locale.ROOT);
        int most = Math.min(lower.length() - 1, Math.max(2, lower.length() / 3));
        Comparator<String> nearest =
                Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT)));
        return known.stream()
                .filter(name -> Math.abs(name.length() - lower.length()) <= most)
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= most)
                .sorted(nearest.thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .collect(Collectors.toList());
    }

    /** Returns how many letters must be added, removed or replaced (Levenshtein). */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
