package org.tagzoo.datasets.json;

import static com.fasterxml.jackson.databind.cfg.CoercionAction.Fail;
import static com.fasterxml.jackson.databind.cfg.CoercionAction.TryConvert;
import static com.fasterxml.jackson.databind.cfg.CoercionInputShape.Boolean;
import static com.fasterxml.jackson.databind.cfg.CoercionInputShape.EmptyString;
import static com.fasterxml.jackson.databind.cfg.CoercionInputShape.Float;
import static com.fasterxml.jackson.databind.cfg.CoercionInputShape.Integer;
import static com.fasterxml.jackson.databind.cfg.CoercionInputShape.String;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * JSON and YAML as records: read from files that may say anything, and written.
 *
 * <p>A record's components are the members, and its compact constructor checks them, with {@link
 * org.tagzoo.datasets.check.Check}. Members of a primitive type must be there, and those with
 * {@code @JsonProperty(required = true)}; others may be missing, which is the same as {@code null}.
 * A text is no number and a number no text, lists and maps hold no {@code null}, no member stands
 * there twice or is unknown, numbers are finite, and nothing follows the end.
 *
 * <p>Whatever is wrong is an {@link IOException} in one line that says where: {@code
 * row/network.json: 'head.dropout' must be a number, but is missing}.
 */
public final class CheckedJson {

    /** Reads JSON of at most 16 MiB. */
    public static final CheckedJson JSON = of("JSON", new JsonFactory(), 1 << 24);

    /** Reads YAML of at most 1 MiB. Names such as {@code no} and {@code 007} are texts. */
    public static final CheckedJson YAML = of("YAML", new WrittenYaml(false), 1 << 20);

    /** Reads YAML of at most 1 MiB, every value as the text that was written. */
    public static final CheckedJson YAML_TEXTS = of("YAML", new WrittenYaml(true), 1 << 20);

    private static final int DEPTH = 64;

    private static final ObjectMapper WRITER =
            JsonMapper.builder().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).build();

    private final String format;
    private final ObjectReader reader;
    private final int sizeLimit;

    private CheckedJson(String format, ObjectReader reader, int sizeLimit) {
        this.format = format;
        this.reader = reader;
        this.sizeLimit = sizeLimit;
    }

    private static CheckedJson of(String format, JsonFactory factory, int sizeLimit) {
        factory.setStreamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(DEPTH).build());
        ObjectMapper mapper =
                JsonMapper.builder(factory)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .enable(
                                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                                DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
                        .build();
        mapper.coercionConfigDefaults().setCoercion(EmptyString, Fail);
        MutableCoercionConfig texts = mapper.coercionConfigFor(LogicalType.Textual);
        texts.setCoercion(EmptyString, TryConvert);
        texts.setCoercion(Integer, Fail).setCoercion(Float, Fail).setCoercion(Boolean, Fail);
        if (factory instanceof WrittenYaml) {
            // A whole number is a name too, and yes a truth value too.
            texts.setCoercion(Integer, TryConvert);
            mapper.coercionConfigFor(LogicalType.Boolean).setCoercion(String, TryConvert);
            mapper.addHandler(new YesAndNo());
        }
        return new CheckedJson(format, mapper.reader(), sizeLimit);
    }

    /** Returns the same, but members that a record doesn't know are passed over. */
    public CheckedJson ignoringUnknown() {
        return new CheckedJson(
                format,
                reader.without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES),
                sizeLimit);
    }

    /** Returns the same, but numbers and truth values that are missing are 0 and false. */
    public CheckedJson allowingMissing() {
        return new CheckedJson(
                format,
                reader.without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES),
                sizeLimit);
    }

    /** Returns the same with another limit of size. */
    public CheckedJson ofAtMost(int bytes) {
        return new CheckedJson(format, reader, bytes);
    }

    /** Reads a file. */
    public <T> T read(Path file, Class<T> type) throws IOException {
        return bind(tree(file), file.toString(), type);
    }

    /**
     * Reads the content of a file.
     *
     * @param origin for messages
     */
    public <T> T parse(byte[] content, String origin, Class<T> type) throws IOException {
        return bind(tree(content, origin), origin, type);
    }

    /** Reads a file as a tree. */
    public JsonNode tree(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return tree(in.readNBytes(sizeLimit + 1), file.toString());
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file");
        }
    }

    /** Reads the content of a file as a tree. */
    public JsonNode tree(byte[] content, String origin) throws IOException {
        if (content.length > sizeLimit) {
            throw new IOException("%s has more than %d bytes".formatted(origin, sizeLimit));
        }
        try {
            JsonNode root = reader.readTree(content);
            if (root.isMissingNode()) {
                throw new IOException("%s: not %s, it is empty".formatted(origin, format));
            }
            return root;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new IOException(
                    "%s: line %d is not %s: %s"
                            .formatted(
                                    origin,
                                    line,
                                    format,
                                    e.getOriginalMessage()
                                            .lines()
                                            .findFirst()
                                            .orElse("")
                                            // Jackson's advice is for programmers.
                                            .replaceFirst(": enable `.*", "")),
                    e);
        }
    }

    /** Makes a record, or a list of them as an array, of a tree. */
    public <T> T bind(JsonNode tree, String origin, Class<T> type) throws IOException {
        JsonProblem problem = new JsonProblem(tree, type);
        problem.refuseInfinity(origin);
        try {
            T value = reader.treeToValue(tree, type);
            if (value == null) {
                throw new IOException(origin + ": " + problem.atRoot());
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IOException(origin + ": " + problem.in(e), e);
        }
    }

    /** Returns a value as JSON, indented, with a line break at its end. */
    public static String indented(Object value) {
        try {
            return WRITER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a value as JSON on one line, without a line break. */
    public static String line(Object value) {
        try {
            return WRITER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns an object without members, to be filled and written. */
    public static ObjectNode object() {
        return WRITER.createObjectNode();
    }

    /** Truth values as people write them in YAML. */
    private static final class YesAndNo extends DeserializationProblemHandler {
        @Override
        public Object handleWeirdStringValue(
                DeserializationContext context, Class<?> type, String value, String failure) {
            if (type != boolean.class && type != Boolean.class) {
                return NOT_HANDLED;
            }
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "yes", "on", "y" -> true;
                case "no", "off", "n" -> false;
                default -> NOT_HANDLED;
            };
        }
    }
}
