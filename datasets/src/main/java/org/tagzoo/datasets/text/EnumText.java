package org.tagzoo.datasets.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tagzoo.datasets.check.Check;

/** Constants of an enum as files and command lines have them: in small letters. */
public final class EnumText {

    private EnumText() {}

    /** Returns the name of a constant, such as {@code reduced} of {@code REDUCED}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the constant of a name.
     *
     * @param setting what the message calls it
     * @throws IllegalArgumentException if there is none, naming those there are
     */
    public static <E extends Enum<E>> E parse(Class<E> type, String setting, String name) {
        List<String> names = Arrays.stream(type.getEnumConstants()).map(EnumText::of).toList();
        Check.that(names.contains(name), setting, or(names), name);
        return type.getEnumConstants()[names.indexOf(name)];
    }

    /** Returns a choice between names, such as {@code stretch, crop or pad}. */
    public static String or(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }
}
