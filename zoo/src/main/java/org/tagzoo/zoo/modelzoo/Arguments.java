package org.tagzoo.zoo.modelzoo;

import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.lang3.EnumUtils;
import org.apache.commons.lang3.StringUtils;
import org.tagzoo.datasets.image.ImageSize;

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
        Object value = given.getOrDefault(name, usual);
        Class<E> type = usual.getDeclaringClass();
        E chosen = EnumUtils.getEnumIgnoreCase(type, value.toString());
        if (chosen == null) {
            String allowed = StringUtils.join(EnumUtils.getEnumList(type), " or ");
            throw wrong(name, allowed.toLowerCase(Locale.ROOT), value);
        }
        return chosen;
    }

    /** Returns a whole number within bounds, which are allowed too. */
    Optional<Long> whole(String name, long least, long most) throws ModelNotFoundException {
        Object value = given.get(name);
        Optional<Long> whole = value == null ? Optional.empty() : wholeOf(value, least, most);
        if (value != null && whole.isEmpty()) {
            String upTo = most >= Integer.MAX_VALUE ? "or more" : "to " + most;
            String bounds = least == Long.MIN_VALUE ? "" : " of %d %s".formatted(least, upTo);
            throw wrong(name, "a whole number" + bounds, value);
        }
        return whole;
    }

    /** Returns the height and width of images. */
    Optional<ImageSize> imageSize(int least, int most) throws ModelNotFoundException {
        Object value = given.get("imageSize");
        if (value == null) {
            return Optional.empty();
        }
        try {
            String text = wholeOf(value, least, most).map(String::valueOf).orElse(value.toString());
            return Optional.of(ImageSize.of(text).within("imageSize", least, most));
        } catch (IllegalArgumentException e) {
            throw wrong(
                    "imageSize",
                    "a whole number of %d to %d, or two such as 138x92, height first"
                            .formatted(least, most),
                    value);
        }
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
        List<?> parts = list(value);
        List<Double> numbers =
                parts.stream().map(Arguments::number).flatMap(Optional::stream).toList();
        if (numbers.size() != 3 || parts.size() != 3) {
            Object shown = value instanceof String ? value : parts;
            throw wrong(name, "three numbers, of red, green and blue", shown);
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
