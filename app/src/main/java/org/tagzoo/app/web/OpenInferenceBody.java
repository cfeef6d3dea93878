package org.tagzoo.app.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tagzoo.zoo.export.Tag;

/**
 * A request of KServe (version 2): images as one of {@code inputs}, answered with {@code outputs}.
 */
final class OpenInferenceBody extends InferenceJson {

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Infer(String id, List<Input> inputs, List<Output> outputs) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Input(String datatype, List<Long> shape, List<byte[]> data) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Output(String name) {}

    /**
     * What is answered of each label of an image, by falling score, and its type; {@code unsure} if
     * it is asked for.
     */
    @SuppressWarnings("ImmutableEnumChecker") // functions without a state
    private enum Column {
        LABEL("BYTES", Tag::label),
        SCORE("FP32", Tag::score),
        PREDICTED("BOOL", Tag::predicted),
        UNSURE("BOOL", Tag::unsure);

        private final String datatype;
        private final Function<Tag, Object> value;

        Column(String datatype, Function<Tag, Object> value) {
            this.datatype = datatype;
            this.value = value;
        }

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String model;
    private Infer infer;

    /**
     * @param model its name, for answers
     */
    OpenInferenceBody(int maxBytes, String model) {
        super(maxBytes);
        this.model = model;
    }

    @Override
    List<byte[]> contents(ObjectReader json, byte[] body, int offset, int length)
            throws IOException {
        infer = json.readValue(body, offset, length, Infer.class);
        require(
                infer != null && infer.inputs() != null && infer.inputs().size() == 1,
                "it has not one input");
        Input input = infer.inputs().get(0);
        require(input != null && "BYTES".equals(input.datatype()), "its input is not of BYTES");
        require(input.data() != null && input.shape() != null, "data or shape is missing");
        long count = 1;
        for (Long size : input.shape()) {
            require(size != null && size >= 0 && size <= MOST_TOKENS, "its shape is none");
            count = Math.min(MOST_TOKENS, count * size);
        }
        require(count == input.data().size(), "its shape is not that of its data");
        if (infer.outputs() != null) {
            for (Output output : infer.outputs()) {
                require(
                        output != null
                                && Stream.of(Column.values())
                                        .anyMatch(c -> c.label().equals(output.name())),
                        "it asks for an output other than label, score, predicted and unsure");
            }
        }
        return input.data();
    }

    @Override
    Object answer(List<Map<String, Object>> results) {
        List<List<Tag>> tags = results.stream().map(OpenInferenceBody::tags).toList();
        List<Map<String, Object>> outputs = new ArrayList<>();
        for (Column column : Column.values()) {
            boolean isAsked =
                    infer.outputs() == null
                            ? column != Column.UNSURE
                            : infer.outputs().contains(new Output(column.label()));
            if (isAsked) {
                Map<String, Object> output = new LinkedHashMap<>();
                output.put("name", column.label());
                output.put("datatype", column.datatype);
                output.put("shape", List.of(tags.size(), tags.get(0).size()));
                output.put("data", tags.stream().flatMap(List::stream).map(column.value).toList());
                outputs.add(output);
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("model_name", model);
        if (infer.id() != null) {
            answer.put("id", infer.id());
        }
        answer.put("outputs", outputs);
        return answer;
    }

    @SuppressWarnings("unchecked")
    private static List<Tag> tags(Map<String, Object> result) {
        return (List<Tag>) result.get("tags");
    }

    @Override
    String form() {
        return "{\"inputs\": [{\"name\": \"image\", \"shape\": [1], \"datatype\": \"BYTES\","
                + " \"data\": [\"base64\"]}]}";
    }
}
