package org.tagzoo.zoo.explain;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.KnownImage;
import org.tagzoo.zoo.image.NetworkInput;
import org.tagzoo.zoo.torchscript.TorchScriptArchive;

/**
 * Makes heat maps with an export's network, by class or token activation where the network can,
 * else by occlusion: {@link HeatMethod} says what each is.
 *
 * <pre>{@code
 * Export export = Export.open(Path.of("export"));
 * try (ZooModel<RgbImage, Tags> model =
 *         export.criteria(RgbImage.class, Tags.class).loadModel()) {
 *     HeatMaps maps = HeatMaps.of(model, export.description());
 *     RgbImage seen = Images.seen(file, export.description().transform());
 *     HeatMap dog = maps.explain(seen).map("dog").orElseThrow();
 * }
 * }</pre>
 *
 * <p>May be used by several threads at once. Holds nothing of its own; the model must stay open.
 */
public final class HeatMaps {

    private final PtSymbolBlock block;
    private final NDManager manager;
    private final NetworkInput input;
    private final ExportDescription description;
    private final HeatMethod method;

    private HeatMaps(PtSymbolBlock block, NDManager manager, ExportDescription description) {
        this.block = block;
        this.manager = manager;
        this.input = new NetworkInput(description.transform());
        this.description = description;
        List<String> methods = List.of(JniUtils.getMethodNames(block));
        this.method =
                methods.contains(TorchScriptArchive.ACTIVATIONS)
                        ? HeatMethod.CLASS_ACTIVATION
                        : methods.contains(TorchScriptArchive.TOKEN_ACTIVATIONS)
                                ? HeatMethod.TOKEN_ACTIVATION
                                : HeatMethod.OCCLUSION;
    }

    /**
     * @param model an export's, as its criteria load it
     * @param description of the same export
     * @throws IllegalArgumentException if the model is no TorchScript module
     */
    public static HeatMaps of(Model model, ExportDescription description) {
        if (model.getBlock() instanceof PtSymbolBlock module) {
            return new HeatMaps(module, model.getNDManager(), description);
        }
        throw new IllegalArgumentException(
                "Heat maps need a TorchScript module, not a "
                        + model.getBlock().getClass().getName());
    }

    /** Returns how maps are made with this network. */
    public HeatMethod method() {
        return method;
    }

    /**
     * Makes the map of each label. An activation takes about as long as a prediction, occlusion as
     * long as 50.
     *
     * @param image upright, of any size; decoded as the export says, as {@code Images.seen} does
     * @throws IllegalArgumentException if the network gives something else than a finite number for
     *     each label
     */
    public Explanation explain(RgbImage image) {
        return explain(new KnownImage(image, Map.of()), () -> {});
    }

    /**
     * As {@link #explain(RgbImage)}, for a network that takes more than pixels, and for whoever has
     * something more urgent to do with the network.
     *
     * @param image with its fields, which stay as they are where pixels are covered
     * @param between run in this thread before each but the first of several passes through the
     *     network; what it throws ends the work
     * @throws IllegalArgumentException also if a field can't be used or is missing
     */
    public Explanation explain(KnownImage image, Runnable between) {
        Map<String, String> fields = image.fields();
        description.requireFacts(fields);
        description.side().require(fields);
        RgbImage seen = description.transform().apply(image.image());
        return new Explanation(
                method,
                description.resize(),
                description.imageSize(),
                switch (method) {
                    case CLASS_ACTIVATION ->
                            activations(TorchScriptArchive.ACTIVATIONS, seen, fields);
                    case TOKEN_ACTIVATION ->
                            activations(TorchScriptArchive.TOKEN_ACTIVATIONS, seen, fields).stream()
                                    .map(HeatMap::aboveMean)
                                    .toList();
                    case OCCLUSION ->
                            Occlusion.maps(
                                    some -> logits(some, fields),
                                    description.labels().names(),
                                    seen,
                                    between);
                });
    }

    private List<HeatMap> activations(String name, RgbImage seen, Map<String, String> fields) {
        LabelSet labels = description.labels();
        Output all = run(name, List.of(seen), fields);
        Shape shape = all.shape;
        if (shape.dimension() != 4 || shape.get(0) != 1 || shape.get(3) != labels.size()) {
            throw new IllegalArgumentException(
                    "The network gave maps of %s for %d labels".formatted(shape, labels.size()));
        }
        int rows = Math.toIntExact(shape.get(1));
        int columns = Math.toIntExact(shape.get(2));
        List<HeatMap> maps = new ArrayList<>(labels.size());
        for (int label = 0; label < labels.size(); label++) {
            float[] values = new float[rows * columns];
            for (int cell = 0; cell < values.length; cell++) {
                values[cell] = all.values[cell * labels.size() + label];
            }
            maps.add(new HeatMap(labels.name(label), rows, columns, values));
        }
        return maps;
    }

    private float[][] logits(List<RgbImage> seen, Map<String, String> fields) {
        int labels = description.labels().size();
        Output logits = run("forward", seen, fields);
        if (!logits.shape.equals(new Shape(seen.size(), labels))) {
            throw new IllegalArgumentException(
                    "The network gave logits of %s for %d images and %d labels"
                            .formatted(logits.shape, seen.size(), labels));
        }
        float[][] rows = new float[seen.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(logits.values, i * labels, (i + 1) * labels);
        }
        return rows;
    }

    /** An array of the engine, which is closed already. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Output(Shape shape, float[] values) {}

    private Output run(String method, List<RgbImage> seen, Map<String, String> fields) {
        List<IValue> arguments = new ArrayList<>();
        try (NDManager used = manager.newSubManager()) {
            arguments.add(IValue.from((PtNDArray) input.batch(seen, used)));
            for (float[][] each :
                    description.side().vectors(Collections.nCopies(seen.size(), fields))) {
                arguments.add(IValue.from((PtNDArray) used.create(each)));
            }
            try (IValue result =
                    IValueUtils.runMethod(block, method, arguments.toArray(IValue[]::new))) {
                NDArray array = result.toNDList((PtNDManager) used).head();
                return new Output(array.getShape(), array.toFloatArray());
            }
        } finally {
            arguments.forEach(IValue::close);
        }
    }
}
