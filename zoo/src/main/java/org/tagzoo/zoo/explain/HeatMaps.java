package org.tagzoo.zoo.explain;

import ai.djl.Model;
import java.util.ArrayList;
import java.util.List;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.export.ExportDescription;

/**
 * Makes heat maps with an export's network, by class activation where the network can, else by
 * occlusion: {@link HeatMethod} says what each is.
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

    private final ArchiveNetwork network;
    private final ExportDescription description;

    private HeatMaps(ArchiveNetwork network, ExportDescription description) {
        this.network = network;
        this.description = description;
    }

    /**
     * @param model an export's, as its criteria load it
     * @param description of the same export
     * @throws IllegalArgumentException if the model is no TorchScript module
     */
    public static HeatMaps of(Model model, ExportDescription description) {
        return new HeatMaps(new ArchiveNetwork(model, description.transform()), description);
    }

    /** Returns how maps are made with this network. */
    public HeatMethod method() {
        return network.hasActivations() ? HeatMethod.CLASS_ACTIVATION : HeatMethod.OCCLUSION;
    }

    /**
     * Makes the map of each label. Class activation takes about as long as a prediction, occlusion
     * as long as 50.
     *
     * @param image upright, of any size; decoded as the export says, as {@code Images.seen} does
     * @throws IllegalArgumentException if the network gives something else than a finite number for
     *     each label
     */
    public Explanation explain(RgbImage image) {
        return explain(image, () -> {});
    }

    /**
     * As {@link #explain(RgbImage)}, for whoever has something more urgent to do with the network.
     *
     * @param between run in this thread before each but the first of several passes through the
     *     network; what it throws ends the work
     */
    public Explanation explain(RgbImage image, Runnable between) {
        RgbImage seen = description.transform().apply(image);
        List<String> labels = description.labels().names();
        List<HeatMap> maps =
                network.hasActivations()
                        ? split(network.activations(seen, labels.size()), labels)
                        : Occlusion.maps(
                                images -> network.logits(images, labels.size()),
                                labels,
                                seen,
                                between);
        return new Explanation(method(), maps);
    }

    private static List<HeatMap> split(ArchiveNetwork.Positions all, List<String> labels) {
        List<HeatMap> maps = new ArrayList<>(labels.size());
        for (int label = 0; label < labels.size(); label++) {
            float[] values = new float[all.rows() * all.columns()];
            for (int cell = 0; cell < values.length; cell++) {
                values[cell] = all.logits()[cell * labels.size() + label];
            }
            maps.add(new HeatMap(labels.get(label), all.rows(), all.columns(), values));
        }
        return maps;
    }
}
