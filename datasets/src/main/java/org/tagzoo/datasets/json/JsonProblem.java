package org.tagzoo.datasets.json;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.text.NearNames;

/**
 * Says in one line, for people, why a tree is not what a record wants.
 *
 * @param root the tree
 * @param type what was wanted
 */
record JsonProblem(JsonNode root, Class<?> type) {

    private static final String CONTROL = "[\\p{C}\\p{Zl}\\p{Zp}]";

    String atRoot() {
        return wrong("", allowed(type), root);
    }

    String in(JsonProcessingException e) {
        String place = "";
        JsonNode node = root;
        List<JsonMappingException.Reference> path =
                e instanceof JsonMappingException mapping ? mapping.getPath() : List.of();
        for (JsonMappingException.Reference step : path) {
            if (step.getFieldName() == null) {
                place += "[" + step.getIndex() + "]";
                node = node.path(step.getIndex());
                continue;
            }
            Object from = step.getFrom();
            if (isWrapped(from instanceof Class<?> type ? type : from.getClass(), node)) {
                place = within(place, node.fieldNames().next());
                node = node.elements().next();
            }
            place = within(place, step.getFieldName());
            node = node.path(step.getFieldName());
        }
        if (e instanceof ValueInstantiationException made
                && isWrapped(made.getType().getRawClass(), node)) {
            place = within(place, node.fieldNames().next());
            node = node.elements().next();
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            List<String> known =
                    unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
            String near = near(unknown.getPropertyName(), known);
            return "%s is unknown%s Known are %s"
                    .formatted(
                            quoted(place), near.isEmpty() ? "." : near, String.join(", ", known));
        }
        if (e instanceof InvalidTypeIdException kind) {
            return kind(kind, place, node);
        }
        if (e instanceof InvalidNullException) {
            return quoted(place) + " must not be null";
        }
        if (e instanceof ValueInstantiationException made
                && made.getCause() instanceof NullPointerException) {
            return lacks(made.getType().getRawClass(), place, node);
        }
        if (e.getCause() instanceof RuntimeException own) {
            String message = String.valueOf(own.getMessage()).replaceAll(CONTROL, " ");
            return place.isEmpty() ? message : quoted(place) + ": " + message;
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return wrong(place, allowed(mismatch.getTargetType()), node);
        }
        if (e.getCause() instanceof InputCoercionException number) {
            return wrong(place, allowed(number.getTargetType()), node);
        }
        return wrong(place, "something else", node);
    }

    /** A record that says by a member, or by its only member's name, of which kind it is. */
    private static String kind(InvalidTypeIdException e, String place, JsonNode node) {
        Class<?> base = e.getBaseType().getRawClass();
        List<String> known =
                Arrays.stream(base.getAnnotation(JsonSubTypes.class).value())
                        .map(JsonSubTypes.Type::name)
                        .toList();
        JsonTypeInfo info = base.getAnnotation(JsonTypeInfo.class);
        String allowed = "one of " + String.join(", ", known);
        if (!node.isObject()) {
            return wrong(place, "an object", node);
        }
        if (info.include() == JsonTypeInfo.As.PROPERTY) {
            String member = within(place, info.property());
            JsonNode found = node.path(info.property());
            return wrong(member, allowed, found) + near(found.asText(""), known);
        }
        String typed = String.valueOf(e.getTypeId());
        return "%s must be %s, but is '%s'%s"
                .formatted(quoted(place), allowed, Check.shown(typed), near(typed, known));
    }

    /** Whether an object's only member names the kind of what is in it. */
    private static boolean isWrapped(Class<?> kind, JsonNode node) {
        return node.isObject()
                && node.size() == 1
                && Arrays.stream(kind.getInterfaces())
                        .flatMap(base -> Stream.of(base.getAnnotationsByType(JsonTypeInfo.class)))
                        .anyMatch(info -> info.include() == JsonTypeInfo.As.WRAPPER_OBJECT);
    }

    private static String near(String typed, Collection<String> known) {
        List<String> near = NearNames.of(typed, known);
        return near.isEmpty() ? "" : ", did you mean '%s'?".formatted(near.get(0));
    }

    /** A constructor met a null: names what may have been it. */
    private static String lacks(Class<?> made, String place, JsonNode node) {
        List<String> missing =
                made.isRecord()
                        ? Arrays.stream(made.getRecordComponents())
                                .filter(component -> !component.getType().isPrimitive())
                                .map(RecordComponent::getName)
                                .filter(name -> !node.hasNonNull(name))
                                .map(name -> quoted(within(place, name)))
                                .toList()
                        : List.of();
        return switch (missing.size()) {
            case 0 -> quoted(place) + " has a null where none may be";
            case 1 -> missing.get(0) + " is missing";
            default -> "one of these is missing: " + String.join(", ", missing);
        };
    }

    private static String wrong(String place, String allowed, JsonNode found) {
        String what =
                switch (found.getNodeType()) {
                    case MISSING -> "missing";
                    case OBJECT -> "an object";
                    case ARRAY -> "a list";
                    default -> Check.shown(found);
                };
        return "%s must be %s, but is %s".formatted(quoted(place), allowed, what);
    }

    private static String allowed(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> CheckedJson.line(constant).replace("\"", ""))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (List.of(int.class, long.class, Integer.class, Long.class).contains(type)) {
            return "a whole number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a text";
        }
        return type.isArray() || Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static String within(String place, String name) {
        return (place.isEmpty() ? "" : place + ".") + Check.shown(name);
    }

    private static String quoted(String place) {
        return place.isEmpty() ? "it" : "'" + place + "'";
    }

    /** No engine or table wants an infinite number, which JSON writes as {@code 1e999}. */
    void refuseInfinity(String origin) throws IOException {
        refuseInfinity(origin, "", root);
    }

    private static void refuseInfinity(String origin, String place, JsonNode node)
            throws IOException {
        if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
            throw new IOException(origin + ": " + wrong(place, "a number", node));
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            refuseInfinity(origin, within(place, member.getKey()), member.getValue());
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            refuseInfinity(origin, place + "[" + i + "]", node.get(i));
        }
    }
}
