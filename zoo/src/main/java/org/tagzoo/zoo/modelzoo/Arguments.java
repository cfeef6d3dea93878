package org.tagzoo.zoo.modelzoo;

import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What a program sets with {@code Criteria.Builder.optArgument}, read by type. What is of another
 * type than it must be is refused in one line.
 */
record Arguments(Map<String, Object> given) {

    /** Up to here, each whole number is a double. */
    private static final double EXACT = 1L << 53;

    static Arguments of(Criteria<?, ?> criteria) {
        return new Arguments(criteria.getArguments() == null ? Map.of() : criteria.getArguments());
    }

    /** Returns an argument as it came; empty if there is none. */
    Optional<Object> find(String name) {
        return Optional.ofNullable(given.get(name));
    }

    /** Returns one of an enum's constants, by its name in any case. */
    <E extends Enum<E>> E choice(String name, E usual) throws ModelNotFoundException {
        Object value = given.get(name);
        if (value == null) {
            return usual;
        }
        E[] all = usual.getDeclaringClass().getEnumConstants();
        for (E constant : all) {
            if (constant.name().equalsIgnoreCase(value.toString())) {
                return constant;
            }
        }
        throw wrong(
                name,
                Arrays.stream(all)
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" or ")),
                value);
    }

    /** Returns a whole number within bounds, which are allowed too. */
    OptionalLong whole(String name, long least, long most) throws ModelNotFoundException {
        Object value = given.get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                wholeOf(value, least, most)
                        .orElseThrow(() -> wrong(name, wholeNumber(least, most), value)));
    }

    private static String wholeNumber(long least, long most) {
        if (least == Long.MIN_VALUE) {
            return "a whole number";
        }
        return most >= Integer.MAX_VALUE
                ? "a whole number of %d or more".formatted(least)
                : "a whole number of %d to %d".formatted(least, most);
    }

    /** Returns a value as a whole number; empty if it is none within the bounds. */
    static Optional<Long> wholeOf(Object value, long least, long most) {
        Optional<Long> whole;
        try {
            whole = Optional.of(Long.valueOf(value.toString()));
        } catch (NumberFormatException e) {
            // What came as JSON is a double.
            whole =
                    number(value)
                            .filter(n -> n == Math.rint(n) && Math.abs(n) <= EXACT)
                            .map(Double::longValue);
        }
        return whole.filter(n -> n >= least && n <= most);
    }

    /** Returns a value as a finite number; empty if it is none. */
    static Optional<Double> number(Object value) {
        try {
            return Optional.of(Double.parseDouble(value.toString())).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Returns three numbers: a list or an array of them, or a text with commas between. */
    Optional<List<Double>> channels(String name) throws ModelNotFoundException {
        Object value = given.get(name);
        if (value == null) {
            return Optional.empty();
        }
        List<Double> numbers = new ArrayList<>();
        for (Object part : list(value)) {
            number(part).ifPresent(numbers::add);
        }
        if (numbers.size() != 3 || list(value).size() != 3) {
            throw wrong(name, "three numbers, of red, green and blue", shown(value));
        }
        return Optional.of(numbers);
    }

    /** Returns the parts of a list, an array, or a text with commas between. */
    static List<?> list(Object value) {
        if (value instanceof Collection<?> collection) {
            return List.copyOf(collection);
        }
        if (value instanceof Object[] array) {
            return List.of(array);
        }
        if (value instanceof double[] array) {
            return Arrays.stream(array).boxed().toList();
        }
        return Arrays.stream(value.toString().split(",", -1)).map(String::trim).toList();
    }

    private static Object shown(Object value) {
        return value instanceof String ? value : list(value);
    }

    /** Returns a path. */
    Optional<Path> path(String name, String what) throws ModelNotFoundException {
        Object value = given.get(name);
        try {
            return Optional.ofNullable(value).map(path -> Path.of(path.toString()));
        } catch (InvalidPathException e) {
            throw wrong(name, what, value);
        }
    }

    /**
     * Returns what to throw for an argument that is not what it must be.
     *
     * @param allowed what it must be
     */
    static ModelNotFoundException wrong(String name, String allowed, Object value) {
        return new ModelNotFoundException(
                "The argument %s must be %s, is '%s'"
                        .formatted(name, allowed, String.valueOf(value).replaceAll("\\R", " ")));
    }
}
