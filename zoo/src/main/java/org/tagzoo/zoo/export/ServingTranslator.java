package org.tagzoo.zoo.export;

import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.ndarray.BytesSupplier;
import ai.djl.ndarray.NDList;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tagzoo.datasets.image.ImageException;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.picture.NetworkInput;
import org.tagzoo.zoo.picture.Pictures;

/** Requests with a picture to JSON, as DJL Serving calls a model. */
final class ServingTranslator implements Translator<Input, Output> {

    private final ExportDescription description;
    private final NetworkInput input;

    ServingTranslator(ExportDescription description) {
        this.description = description;
        this.input = new NetworkInput(description.transform());
    }

    @Override
    public NDList processInput(TranslatorContext ctx, Input request) throws IOException {
        return new NDList(input.of(seen(request), ctx.getNDManager()));
    }

    @Override
    public NDList batchProcessInput(TranslatorContext ctx, List<Input> requests)
            throws IOException {
        List<RgbImage> seen = new ArrayList<>(requests.size());
        for (Input request : requests) {
            seen.add(seen(request));
        }
        return new NDList(input.batch(seen, ctx.getNDManager()));
    }

    private RgbImage seen(Input request) throws ImageException {
        BytesSupplier data = request.getData();
        return input.transform().apply(Pictures.decode(data.getAsBytes()));
    }

    @Override
    public Output processOutput(TranslatorContext ctx, NDList list) {
        return output(description.tags(list.singletonOrThrow().toFloatArray()));
    }

    @Override
    public List<Output> batchProcessOutput(TranslatorContext ctx, NDList list) {
        return LogitRows.of(list).stream().map(logits -> output(description.tags(logits))).toList();
    }

    private static Output output(Tags tags) {
        Output output = new Output();
        output.addProperty("Content-Type", "application/json");
        output.add(tags);
        return output;
    }
}
