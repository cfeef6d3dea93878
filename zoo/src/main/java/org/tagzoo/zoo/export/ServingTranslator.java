package org.tagzoo.zoo.export;

import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.ndarray.BytesSupplier;
import ai.djl.ndarray.NDList;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import ai.djl.util.JsonUtils;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tagzoo.datasets.image.ImageException;

/**
 * Requests with an image to JSON, as DJL Serving calls a model.
 *
 * <p>The image is what the request holds under {@code data}, else {@code body}, else first of what
 * is no field: a file of any format that TagZoo reads, whatever content type is claimed. JSON and
 * tensors are refused; no address is fetched. What a network takes besides pixels, such as {@code
 * domain} or columns of metadata, are properties or parts of these names. The answer is {@link
 * Tags#toJson()}, code 200, or {@code {"error": "…"}}, code 400, for a request that has no image
 * that can be decoded, or lacks a field; the others of its batch are answered all the same. Safe
 * for several predictors at once.
 */
final class ServingTranslator implements Translator<Input, Output> {

    private static final String ERRORS = "tagzoo.errors";

    private final ExportDescription description;

    ServingTranslator(ExportDescription description) {
        this.description = description;
    }

    @Override
    public NDList processInput(TranslatorContext ctx, Input request) throws TranslateException {
        try {
            return TagTranslator.one(ctx, known(request), description);
        } catch (ImageException | IllegalArgumentException e) {
            throw new TranslateException(e.getMessage(), e);
        }
    }

    @Override
    public Output processOutput(TranslatorContext ctx, NDList list) {
        return tags(TagTranslator.joined(list));
    }

    /** Returns pixels of the requests that have an image; none if no request has. */
    @Override
    public NDList batchProcessInput(TranslatorContext ctx, List<Input> requests) {
        List<KnownImage> images = new ArrayList<>(requests.size());
        String[] errors = new String[requests.size()];
        for (int i = 0; i < errors.length; i++) {
            try {
                images.add(known(requests.get(i)));
            } catch (ImageException | IllegalArgumentException e) {
                errors[i] = e.getMessage();
            }
        }
        ctx.setAttachment(ERRORS, errors);
        return images.isEmpty() ? new NDList() : TagTranslator.batch(ctx, images, description);
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

    private KnownImage known(Input request) throws ImageException {
        Map<String, String> fields = new HashMap<>();
        Set<String> names = new HashSet<>(description.side().fields());
        // A domain that nothing takes is refused.
        names.add(TagTranslatorFactory.DOMAIN);
        for (String name : names) {
            String field = request.getProperty(name, null);
            if (field == null && request.get(name) != null) {
                field = request.get(name).getAsString();
            }
            if (field != null) {
                fields.put(name, field);
            }
        }
        return description.known(image(request, names), fields);
    }

    private static byte[] image(Input request, Set<String> fields) throws ImageException {
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
        if (data == null) {
            data =
                    request.getContent().stream()
                            .filter(part -> !fields.contains(part.getKey()))
                            .map(Pair::getValue)
                            .findFirst()
                            .orElse(null);
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
