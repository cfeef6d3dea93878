package org.tagzoo.app.web;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request of TensorFlow Serving: images as {@code instances}, answered with {@code predictions}.
 */
final class TensorFlowBody extends InferenceJson {

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Predict(List<Instance> instances) {}

    /** {@code {"b64": "..."}}, or that under the name of the only input. */
    private static final class Instance {
        private byte[] content;
        private final Map<String, Instance> inputs = new LinkedHashMap<>();

        @JsonSetter("b64")
        void setContent(byte[] bytes) {
            content = bytes;
        }

        @JsonAnySetter
        @SuppressWarnings("UnusedMethod") // Jackson calls it
        void setInput(String name, Instance value) {
            inputs.put(name, value);
        }
    }

    TensorFlowBody(int maxBytes) {
        super(maxBytes);
    }

    @Override
    List<byte[]> contents(ObjectReader json, byte[] body, int offset, int length)
            throws IOException {
        Predict predict = json.readValue(body, offset, length, Predict.class);
        require(predict != null && predict.instances() != null, "it has no instances");
        List<byte[]> contents = new ArrayList<>();
        for (Instance instance : predict.instances()) {
            require(instance != null, "an instance is null");
            boolean isNamed = instance.content == null && instance.inputs.size() == 1;
            Instance image = isNamed ? first(instance.inputs.values()) : instance;
            require(
                    image != null && image.content != null && image.inputs.isEmpty(),
                    "an instance is not one image");
            contents.add(image.content);
        }
        return contents;
    }

    private static Instance first(Collection<Instance> instances) {
        return instances.iterator().next();
    }

    @Override
    Object answer(List<Map<String, Object>> results) {
        return Map.of("predictions", results);
    }

    @Override
    String form() {
        return "{\"instances\": [{\"b64\": \"...\"}, ...]}";
    }
}
