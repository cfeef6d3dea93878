package org.tagzoo.app.comparison;

import ai.djl.MalformedModelException;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.io.FileUtils;
import org.tagzoo.app.comparison.RowPlans.RowPlan;
import org.tagzoo.app.network.RebuiltNetwork;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.report.TileSheet;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.explain.ExcitingPattern;
import org.tagzoo.zoo.explain.Filters;
import org.tagzoo.zoo.explain.HeatMaps;
import org.tagzoo.zoo.explain.StageActivations;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.export.KnownImage;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.network.Input;
import org.tagzoo.zoo.network.SideInputs;
import org.tagzoo.zoo.network.Stage;
import org.tagzoo.zoo.network.StageFeatures;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * What a trained network sees: filters, heat maps of a test image for each of the first labels,
 * activations of its first and last stages for one of these, and patterns that excite labels.
 */
record RowInside(RowPlans plans, RowPlan plan, RowNetwork network, RebuiltNetwork rebuilt) {

    private static final int MOST_LABELS = 6;
    private static final int MOST_PATTERNS = 3;

    /**
     * Draws it. A network that takes more than pixels gets what is known of each test image, and no
     * patterns; one that looks at no image gets nothing.
     */
    List<TileSheet> draw() throws IOException {
        List<TileSheet> sheets = new ArrayList<>();
        List<RgbImage> filters = Filters.of(rebuilt.graph(), rebuilt.values());
        if (!filters.isEmpty()) {
            sheets.add(TileSheet.filters(filters));
        }
        if (!StageFeatures.areIn(rebuilt.graph())) {
            plans.log()
                    .accept(
                            "%s: its network looks at no image, so that nothing is drawn of it"
                                    .formatted(network.row()));
            return sheets;
        }
        Map<Integer, KnownImage> examples = examples();
        if (!examples.isEmpty()) {
            sheets.add(TileSheet.heatMaps(heatMaps(examples)));
            RgbImage one = examples.values().iterator().next().image();
            sheets.add(activations(Stage.STEM, one));
            List<String> stages = rebuilt.graph().stageNames();
            if (stages.size() > 1) {
                sheets.add(activations(stages.get(stages.size() - 2), one));
            }
        }
        if (rebuilt.graph().inputs().size() > 1) {
            plans.log()
                    .accept(
                            "%s: its network takes more than pixels, so that no patterns are drawn that excite labels"
                                    .formatted(network.row()));
            return sheets;
        }
        List<TileSheet.Tile> patterns = new ArrayList<>();
        for (int label : examples.keySet().stream().limit(MOST_PATTERNS).toList()) {
            patterns.add(
                    TileSheet.pattern(
                            Stage.HEAD,
                            network.labels().name(label),
                            ExcitingPattern.of(
                                    rebuilt.graph(),
                                    rebuilt.values(),
                                    Stage.HEAD,
                                    label,
                                    plans.settings().seed(),
                                    plans.device())));
        }
        if (!patterns.isEmpty()) {
            sheets.add(TileSheet.patterns(patterns));
        }
        return sheets;
    }

    /** Returns the first test image of each of the first labels, as the network sees it. */
    private Map<Integer, KnownImage> examples() throws IOException {
        Map<Integer, TaggedImage> found = new TreeMap<>();
        for (TaggedImage image : plans.corpus().images(Part.TEST)) {
            image.labels().forEach(label -> found.putIfAbsent(label, image));
        }
        Map<Integer, KnownImage> examples = new TreeMap<>();
        for (int label : found.keySet().stream().limit(MOST_LABELS).toList()) {
            examples.put(label, known(found.get(label)));
        }
        return examples;
    }

    /** Returns an image with what the network takes of it, as in the table. */
    private KnownImage known(TaggedImage image) throws IOException {
        SideInputs side = network.head().form().sideInputs();
        Map<String, String> fields = new HashMap<>(image.known());
        fields.keySet().retainAll(side.fields());
        String domain = fields.get(Input.DOMAIN);
        if (!side.domains().isEmpty() && !side.domains().names().contains(domain)) {
            fields.remove(Input.DOMAIN); // one that was held out
        }
        return new KnownImage(image.source().draw(description().transform()), fields);
    }

    private ExportDescription description() {
        return new ExportDescription(
                network.row(),
                network.architecture(),
                plan.row().predicts(),
                network.labels(),
                plan.row().predicts().hasThresholds()
                        ? Optional.of(Thresholds.same(0.5, network.labels().size()))
                        : Optional.empty(),
                network.imageSize(),
                network.decoding(),
                network.resize(),
                network.head().form().sideInputs());
    }

    private List<TileSheet.Tile> heatMaps(Map<Integer, KnownImage> examples) throws IOException {
        Path folder = Files.createTempDirectory("tagzoo-inside");
        try {
            Path written = folder.resolve("export");
            ExportWriter.write(written, rebuilt.graph(), rebuilt.values(), description(), Map.of());
            try (ZooModel<KnownImage, Tags> model =
                    Export.open(written).criteria(KnownImage.class, Tags.class).toBuilder()
                            .optDevice(plans.device())
                            .build()
                            .loadModel()) {
                HeatMaps maps = HeatMaps.of(model, description());
                List<TileSheet.Tile> tiles = new ArrayList<>();
                examples.forEach(
                        (label, seen) ->
                                tiles.add(
                                        TileSheet.heatMap(
                                                seen.image(),
                                                maps.explain(seen, () -> {})
                                                        .map(network.labels().name(label))
                                                        .orElseThrow())));
                return tiles;
            }
        } catch (ModelNotFoundException | MalformedModelException e) {
            throw new IOException("The engine did not load the network: " + e.getMessage(), e);
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private TileSheet activations(String stage, RgbImage seen) throws IOException {
        return TileSheet.activations(
                stage,
                StageActivations.of(
                        rebuilt.graph(), rebuilt.values(), stage, seen, plans.device()));
    }
}
