package org.tagzoo.datasets.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Constants of an enum as files have them: in small letters. */
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
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> of(constant).equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        Arrays.stream(type.getEnumConstants())
                                                .map(EnumText::of)
                                                .collect(
                                                        Collectors.joining(
                                                                " or ",
                                                                setting + " must be ",
                                                                ", not " + name))));
    }
}
