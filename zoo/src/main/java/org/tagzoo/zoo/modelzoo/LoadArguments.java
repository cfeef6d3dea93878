package org.tagzoo.zoo.modelzoo;

import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.torchscript.Precision;

/**
 * What a program sets with {@code Criteria.Builder.optArgument}; other arguments are left alone, as
 * DJL has its own.
 *
 * @param output {@code output}: {@code classes} or {@code embedding}
 * @param precision {@code precision}: {@code float32} or {@code bfloat16}
 * @param topK {@code topK}: how many classes are shown, 1 or more
 * @param cache {@code cache}: the folder of weights
 */
record LoadArguments(NetworkOutput output, Precision precision, int topK, WeightsCache cache) {

    private static final int TOP = 5;

    static LoadArguments of(Criteria<?, ?> criteria) throws ModelNotFoundException {
        Map<String, Object> given =
                criteria.getArguments() == null ? Map.of() : criteria.getArguments();
        Object folder = given.get("cache");
        return new LoadArguments(
                choice("output", given, NetworkOutput.usual(criteria.getOutputClass())),
                choice("precision", given, Precision.FLOAT32),
                topK(given.get("topK")),
                folder == null ? WeightsCache.standard() : cache(folder));
    }

    private static <E extends Enum<E>> E choice(String name, Map<String, Object> given, E usual)
            throws ModelNotFoundException {
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
        throw new ModelNotFoundException(
                "The argument %s must be %s, is '%s'"
                        .formatted(
                                name,
                                Arrays.stream(all)
                                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(" or ")),
                                value));
    }

    private static int topK(Object value) throws ModelNotFoundException {
        if (value == null) {
            return TOP;
        }
        try {
            // What came as JSON is a double.
            double number = Double.parseDouble(value.toString());
            if (number >= 1 && number <= Integer.MAX_VALUE && number == Math.rint(number)) {
                return (int) number;
            }
        } catch (NumberFormatException e) {
            // Refused below, as any other value out of range.
        }
        throw new ModelNotFoundException(
                "The argument topK must be a whole number of 1 or more, is '%s'".formatted(value));
    }

    private static WeightsCache cache(Object folder) throws ModelNotFoundException {
        try {
            return new WeightsCache(Path.of(folder.toString()));
        } catch (InvalidPathException e) {
            throw new ModelNotFoundException(
                    "The argument cache must be a folder, is '%s'".formatted(folder), e);
        }
    }
}
