package org.tagzoo.datasets.transform;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tagzoo.datasets.text.NearNames;

/** Reads one {@link Transform}: its name and its settings. */
final class TransformReader {

    static final ObjectMapper YAML =
            YAMLMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .build();

    private static final Map<String, Class<? extends Transform>> KINDS = kinds();

    private TransformReader() {}

    /**
     * @throws TransformException in one line, without the place in the list
     */
    static Transform read(JsonNode entry) {
        if (!entry.isObject() || entry.size() != 1) {
            throw new TransformException(
                    "a transform is one name with its settings, such as flip: {probability: 0.5},"
                            + " not "
                            + AugmentationReader.excerpt(entry));
        }
        Map.Entry<String, JsonNode> named = entry.properties().iterator().next();
        Class<? extends Transform> kind = KINDS.get(named.getKey());
        if (kind == null) {
            throw new TransformException(
                    "there is no transform '%s'.%s Transforms are %s"
                            .formatted(
                                    named.getKey(),
                                    suggestion(named.getKey(), KINDS.keySet()),
                                    String.join(", ", KINDS.keySet())));
        }
        check(named.getKey(), kind, named.getValue());
        try {
            return YAML.treeToValue(named.getValue(), kind);
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof TransformException cause) {
                throw cause;
            }
            String setting = e.getPath().isEmpty() ? "" : e.getPath().get(0).getFieldName();
            throw new TransformException(
                    "%s: %s can't be %s"
                            .formatted(
                                    named.getKey(),
                                    setting,
                                    AugmentationReader.excerpt(
                                            named.getValue().path(String.valueOf(setting)))));
        } catch (JsonProcessingException e) {
            throw new TransformException(
                    "%s: %s".formatted(named.getKey(), AugmentationReader.firstLine(e)));
        }
    }

    /** Settings are the components of the record; those without a default must be there. */
    private static void check(String name, Class<? extends Transform> kind, JsonNode settings) {
        List<String> known =
                Arrays.stream(kind.getRecordComponents()).map(RecordComponent::getName).toList();
        if (!settings.isObject()) {
            throw new TransformException(
                    "%s has settings, %s, not %s"
                            .formatted(
                                    name,
                                    String.join(", ", known),
                                    AugmentationReader.excerpt(settings)));
        }
        for (Map.Entry<String, JsonNode> setting : settings.properties()) {
            if (!known.contains(setting.getKey())) {
                throw new TransformException(
                        "%s has no setting '%s'.%s Its settings are %s"
                                .formatted(
                                        name,
                                        setting.getKey(),
                                        suggestion(setting.getKey(), known),
                                        String.join(", ", known)));
            }
            if (setting.getValue().isNull()) {
                throw new TransformException(
                        "%s: %s can't be null".formatted(name, setting.getKey()));
            }
        }
        for (RecordComponent component : kind.getRecordComponents()) {
            JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
            if (property != null && property.required() && !settings.has(component.getName())) {
                throw new TransformException(
                        "%s lacks the setting %s".formatted(name, component.getName()));
            }
        }
    }

    private static String suggestion(String typed, Collection<String> known) {
        return NearNames.of(typed, known).stream()
                .findFirst()
                .map(near -> " Did you mean '" + near + "'?")
                .orElse("");
    }

    /** Returns a transform as it is read, on one line. */
    static String describe(Transform transform) {
        JsonNode settings = YAML.valueToTree(transform);
        return settings.properties().stream()
                .map(setting -> setting.getKey() + ": " + text(setting.getValue()))
                .collect(Collectors.joining(", ", name(transform.getClass()) + ": {", "}"));
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString().replace(",", ", ");
    }

    /** Returns the name of a kind of transform in YAML. */
    static String name(Class<? extends Transform> kind) {
        String name = kind.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static Map<String, Class<? extends Transform>> kinds() {
        Map<String, Class<? extends Transform>> kinds = new LinkedHashMap<>();
        for (Class<?> kind : Transform.class.getPermittedSubclasses()) {
            Class<? extends Transform> transform = kind.asSubclass(Transform.class);
            kinds.put(name(transform), transform);
        }
        return kinds;
    }
}
