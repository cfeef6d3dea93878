package org.tagzoo.datasets.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.commons.text.similarity.LevenshteinDistance;

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
        if (most < 0) {
            return List.of();
        }
        LevenshteinDistance changes = new LevenshteinDistance(most);
        Function<String, Integer> distance =
                name -> changes.apply(lower, name.toLowerCase(Locale.ROOT));
        return known.stream()
                .filter(name -> distance.apply(name) >= 0)
                .sorted(Comparator.comparing(distance).thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /**
     * Returns the rest of a message after the sentence that says what is not there, a space before
     * it: {@code Did you mean 'a' or 'b'?}, or else what is given.
     */
    public static String question(String typed, Collection<String> known, String otherwise) {
        List<String> near = of(typed, known).stream().map("'%s'"::formatted).toList();
        return near.isEmpty() ? otherwise : " Did you mean %s?".formatted(EnumText.or(near));
    }
}
