package org.tagzoo.zoo.export;

import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.ndarray.BytesSupplier;
import ai.djl.ndarray.NDList;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import ai.djl.util.JsonUtils;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.tagzoo.datasets.image.ImageException;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.image.NetworkInput;
import org.tagzoo.zoo.network.SideInput;

/**
 * Requests with an image to JSON, as DJL Serving calls a model.
 *
 * <p>The image is what the request holds under {@code data}, else {@code body}, else first: a file
 * of any format that TagZoo reads, whatever content type is claimed. JSON and tensors are refused;
 * no address is fetched. A network with branches takes the image's domain as the property or part
 * {@code domain}. The answer is {@link Tags#toJson()}, code 200, or {@code {"error": "…"}}, code
 * 400, for a request that has no image that can be decoded; the others of its batch are answered
 * all the same. Safe for several predictors at once.
 */
final class ServingTranslator implements Translator<Input, Output> {

    private static final String ERRORS = "tagzoo.errors";

    private final ExportDescription description;
    private final NetworkInput input;

    ServingTranslator(ExportDescription description) {
        this.description = description;
        this.input = new NetworkInput(description.transform());
    }

    @Override
    public NDList processInput(TranslatorContext ctx, Input request) throws TranslateException {
        try {
            NDList inputs = new NDList(input.of(seen(request), ctx.getNDManager()));
            Map<String, String> fields = fields(request);
            for (SideInput each : description.side().all()) {
                inputs.add(ctx.getNDManager().create(each.vector(fields)));
            }
            return inputs;
        } catch (ImageException e) {
            throw new TranslateException(e.getMessage(), e);
        }
    }

    @Override
    public Output processOutput(TranslatorContext ctx, NDList list) {
        return tags(list.singletonOrThrow().toFloatArray());
    }

    /** Returns pixels of the requests that have an image; none if no request has. */
    @Override
    public NDList batchProcessInput(TranslatorContext ctx, List<Input> requests) {
        List<RgbImage> seen = new ArrayList<>(requests.size());
        List<Map<String, String>> fields = new ArrayList<>();
        String[] errors = new String[requests.size()];
        for (int i = 0; i < errors.length; i++) {
            try {
                Map<String, String> own = fields(requests.get(i));
                seen.add(seen(requests.get(i)));
                fields.add(own);
            } catch (ImageException e) {
                errors[i] = e.getMessage();
            }
        }
        ctx.setAttachment(ERRORS, errors);
        return seen.isEmpty()
                ? new NDList()
                : TagTranslator.withSide(
                        ctx, input.batch(seen, ctx.getNDManager()), description, fields);
    }

    @Override
    public List<Output> batchProcessOutput(TranslatorContext ctx, NDList list) {
        List<float[]> logits = list.isEmpty() ? List.of() : TagTranslator.rows(list);
        List<Output> outputs = new ArrayList<>();
        int next = 0;
        for (String error : (String[]) ctx.getAttachment(ERRORS)) {
            outputs.add(error == null ? tags(logits.get(next++)) : refusal(error));
        }
        return outputs;
    }

    /** Returns the request's properties or parts that are fields which the network takes. */
    private Map<String, String> fields(Input request) throws ImageException {
        Map<String, String> fields = new HashMap<>();
        Stream<String> names =
                description.side().all().stream().flatMap(each -> each.fields().stream());
        // A domain that nothing takes is refused.
        for (String name : Stream.concat(names, Stream.of(TagTranslatorFactory.DOMAIN)).toList()) {
            String field = request.getProperty(name, null);
            if (field == null && request.get(name) != null) {
                field = request.get(name).getAsString();
            }
            if (field != null) {
                fields.put(name, field);
            }
        }
        try {
            description.side().require(fields);
            return fields;
        } catch (IllegalArgumentException e) {
            throw new ImageException(e, "%s", e.getMessage());
        }
    }

    private RgbImage seen(Input request) throws ImageException {
        return input.transform().read(image(request));
    }

    private static byte[] image(Input request) throws ImageException {
        String type = request.getProperty("Content-Type", "").toLowerCase(Locale.ROOT);
        if (type.startsWith("application/json") || type.startsWith("tensor/")) {
            throw new ImageException(
                    "the content type is %s; send the bytes of an image, as image/jpeg or application/octet-stream"
                            .formatted(type));
        }
        BytesSupplier data = request.get("data");
        if (data == null) {
            data = request.get("body");
        }
        if (data == null && !request.getContent().isEmpty()) {
            data = request.get(0);
        }
        if (data == null) {
            throw new ImageException("the request is empty; send the bytes of an image");
        }
        return data.getAsBytes();
    }

    private Output tags(float[] logits) {
        Output output = new Output();
        output.addProperty("Content-Type", "application/json");
        output.add(description.tags(logits));
        return output;
    }

    private static Output refusal(String error) {
        Output output = new Output(400, "Bad Request");
        output.addProperty("Content-Type", "application/json");
        output.add(JsonUtils.GSON_COMPACT.toJson(Map.of("error", error)));
        return output;
    }
}
