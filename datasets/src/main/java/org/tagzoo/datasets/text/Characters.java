package org.tagzoo.datasets.text;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tagzoo.datasets.check.Check;

/**
 * The characters (Unicode code points) that a network of text knows, each with a number: {@value
 * #NONE} is no character, before a short text; {@value #OTHER} is any that it does not know.
 *
 * @param known in the order of their numbers from 2, each once, {@value #MOST} at most
 */
public record Characters(@JsonValue String known) {

    /** No character. */
    public static final int NONE = 0;

    /** Any character that is not known. */
    public static final int OTHER = 1;

    /** The most that can be known. */
    public static final int MOST = 10_000;

    private static final int FIRST = 2;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Characters {
        long count = known.codePoints().count();
        Check.that(
                count <= MOST && known.codePoints().distinct().count() == count,
                "characters",
                "at most %d, each once".formatted(MOST),
                known);
    }

    /**
     * Returns the {@code most} commonest characters of texts, ties in Unicode's order; halves of
     * pairs are none.
     */
    public static Characters of(Stream<String> texts, int most) {
        Map<Integer, Long> counts =
                texts.flatMapToInt(String::codePoints)
                        .filter(Characters::isWhole)
                        .boxed()
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        Comparator<Map.Entry<Integer, Long>> byCount = Map.Entry.comparingByValue();
        return new Characters(
                counts.entrySet().stream()
                        .sorted(byCount.reversed().thenComparing(Map.Entry.comparingByKey()))
                        .limit(most)
                        .map(entry -> Character.toString(entry.getKey()))
                        .collect(Collectors.joining()));
    }

    /** Returns whether it is more than half of a pair, as of a text cut off inside one. */
    private static boolean isWhole(int character) {
        return Character.getType(character) != Character.SURROGATE;
    }

    /** Returns how many numbers there are: the known characters and two more. */
    public int count() {
        return FIRST + known.codePointCount(0, known.length());
    }

    /** Returns the number of each character of a text. */
    public int[] numbers(String text) {
        int[] sorted = known.codePoints().sorted().toArray();
        int[] numbers = new int[sorted.length];
        int next = FIRST;
        for (int character : known.codePoints().toArray()) {
            numbers[Arrays.binarySearch(sorted, character)] = next++;
        }
        return text.codePoints()
                .map(character -> Arrays.binarySearch(sorted, character))
                .map(found -> found < 0 ? OTHER : numbers[found])
                .toArray();
    }

    /**
     * Returns the numbers of the first {@code length} characters as a network takes them; before a
     * shorter text stand {@link #NONE}, so that each text ends where the network's last step is.
     */
    public float[] row(String text, int length) {
        // No more is looked at than can be taken: a character is one or two chars.
        int[] numbers = numbers(text.substring(0, Math.min(text.length(), 2 * length)));
        int taken = Math.min(length, numbers.length);
        float[] row = new float[length];
        for (int i = 0; i < taken; i++) {
            row[length - taken + i] = numbers[i];
        }
        return row;
    }

    /** Returns the text of numbers: nothing for {@link #NONE}, {@code �} for {@link #OTHER}. */
    public String text(int... numbers) {
        int[] all = known.codePoints().toArray();
        return Arrays.stream(numbers)
                .filter(number -> number != NONE)
                .mapToObj(
                        number ->
                                number == OTHER
                                        ? "\ufffd"
                                        : Character.toString(all[number - FIRST]))
                .collect(Collectors.joining());
    }
}
