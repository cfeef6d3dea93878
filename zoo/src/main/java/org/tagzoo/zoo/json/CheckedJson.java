package org.tagzoo.zoo.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An object of JSON whose members are asked for by name and by what they must be. Members that are
 * never asked for may be anything.
 *
 * <p>Every method throws an {@link IOException} if a member is missing or something else, in one
 * line: {@code row/network.json: 'head.dropout' must be a number, is missing}.
 */
public final class CheckedJson {

    private static final int TEXT_LIMIT = 4096;
    private static final int SHOWN = 80;
    private static final double LARGEST = 1e6;

    private final String origin;
    private final String place;
    private final JsonNode node;

    /**
     * @param place the path to the object with a full stop at its end; empty for the root
     */
    CheckedJson(String origin, String place, JsonNode node) {
        this.origin = origin;
        this.place = place;
        this.node = node;
    }

    /** Returns whether there is a member. */
    public boolean has(String name) {
        return node.has(name);
    }

    /** Returns whether a member is this very text. */
    public boolean is(String name, String text) {
        JsonNode member = node.path(name);
        return member.isTextual() && member.textValue().equals(text);
    }

    /** Returns an object within this one. */
    public CheckedJson object(String name) throws IOException {
        JsonNode object = node.path(name);
        if (!object.isObject()) {
            throw wrong(name, "an object", kind(object));
        }
        return new CheckedJson(origin, place + name + ".", object);
    }

    /** Returns a list of objects, as many as the bounds allow, which are part of it. */
    public List<CheckedJson> objects(String name, int least, int most) throws IOException {
        List<CheckedJson> objects = new ArrayList<>();
        for (JsonNode element : list(name, least, most)) {
            if (!element.isObject()) {
                throw wrong(name, "a list of objects", "one with " + found(element));
            }
            objects.add(new CheckedJson(origin, place + name + ".", element));
        }
        return objects;
    }

    /** Returns a text of at most 4,096 characters. */
    public String text(String name) throws IOException {
        return text(name, node.path(name));
    }

    /** Returns the same; empty if there is no such member. */
    public Optional<String> optionalText(String name) throws IOException {
        return node.has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** Returns a list of texts of at most 4,096 characters. */
    public List<String> texts(String name, int least, int most) throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list(name, least, most)) {
            texts.add(text(name, element));
        }
        return texts;
    }

    private String text(String name, JsonNode text) throws IOException {
        if (!text.isTextual()) {
            throw wrong(name, "a text", kind(text));
        }
        if (text.textValue().length() > TEXT_LIMIT) {
            throw wrong(
                    name,
                    "at most " + TEXT_LIMIT + " characters",
                    "of " + text.textValue().length());
        }
        return text.textValue();
    }

    /** Returns a number from -1,000,000 to 1,000,000. */
    public double number(String name) throws IOException {
        return number(name, node.path(name));
    }

    /** Returns a list of numbers from -1,000,000 to 1,000,000. */
    public List<Double> numbers(String name, int least, int most) throws IOException {
        List<Double> numbers = new ArrayList<>();
        for (JsonNode element : list(name, least, most)) {
            numbers.add(number(name, element));
        }
        return numbers;
    }

    private double number(String name, JsonNode number) throws IOException {
        if (!number.isNumber() || !(Math.abs(number.doubleValue()) <= LARGEST)) {
            throw wrong(name, "a number", found(number));
        }
        return number.doubleValue();
    }

    /** Returns a whole number within bounds, which are allowed too. */
    public int whole(String name, int least, int most) throws IOException {
        return whole(name, node.path(name), least, most);
    }

    /** Returns a list of at most so many whole numbers within bounds. */
    public List<Integer> wholes(String name, int count, int least, int most) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode element : list(name, 0, count)) {
            numbers.add(whole(name, element, least, most));
        }
        return numbers;
    }

    private int whole(String name, JsonNode number, int least, int most) throws IOException {
        if (!number.isInt() || number.intValue() < least || number.intValue() > most) {
            String allowed = "a whole number from " + least;
            throw wrong(
                    name,
                    most == Integer.MAX_VALUE ? allowed : allowed + " to " + most,
                    found(number));
        }
        return number.intValue();
    }

    /** Returns true or false. */
    public boolean bool(String name) throws IOException {
        if (!node.path(name).isBoolean()) {
            throw wrong(name, "true or false", kind(node.path(name)));
        }
        return node.path(name).booleanValue();
    }

    private JsonNode list(String name, int least, int most) throws IOException {
        JsonNode list = node.path(name);
        if (!list.isArray() || list.size() < least || list.size() > most) {
            throw wrong(
                    name,
                    least == most
                            ? "a list of " + most
                            : "a list of %d to %d".formatted(least, most),
                    list.isArray() ? "one of " + list.size() : kind(list));
        }
        return list;
    }

    /**
     * Returns what to throw for a member that is not what it must be.
     *
     * @param found what it is; shortened, and on one line
     */
    public IOException wrong(String name, String allowed, String found) {
        String some = found.length() > SHOWN ? found.substring(0, SHOWN) + "…" : found;
        return new IOException(
                "%s: '%s%s' must be %s, is %s"
                        .formatted(
                                origin,
                                place,
                                name,
                                allowed,
                                some.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", " ")));
    }

    private static String found(JsonNode node) {
        return node.isValueNode() ? node.toString() : kind(node);
    }

    private static String kind(JsonNode node) {
        return node.isMissingNode() ? "missing" : "of type " + node.getNodeType();
    }
}
