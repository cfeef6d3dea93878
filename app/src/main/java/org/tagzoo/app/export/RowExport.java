package org.tagzoo.app.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.app.comparison.ComparisonSettings;
import org.tagzoo.app.comparison.RunConfig;
import org.tagzoo.app.comparison.RunFolder;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.network.NetworkFile;
import org.tagzoo.app.network.RebuiltNetwork;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.network.WeightsPlaces;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.ExportTarget;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.export.ExportZip;
import org.tagzoo.zoo.threshold.Thresholds;

/** Exports a row of a run: {@code model.pt} and all that belongs to it, and a model card. */
public final class RowExport {

    private final RunResults run;
    private final ExportSettings settings;

    /**
     * @param run that is done
     */
    public RowExport(RunResults run, ExportSettings settings) {
        this.run = run;
        this.settings = settings;
    }

    /**
     * Writes the export.
     *
     * @return what was written
     * @throws RunException if there is no such row, or none that can be exported
     * @throws IOException if a file is missing or is not what the run wrote, or something else is
     *     where the export should be; one line that says what to do
     */
    public Exported write() throws IOException {
        RowChoice choice = RowChoice.of(run, settings.row());
        RowResults results = choice.results();
        String row = results.row().name();
        Path rowFolder = run.folder(row);
        if (!NetworkFile.isIn(rowFolder)) {
            throw new RunException(
                    "Row '%s' has no %s, as an older TagZoo trained it; 'tagzoo resume %s' writes it"
                            .formatted(row, NetworkFile.NAME, run.root()));
        }
        Path folder = settings.out().orElse(rowFolder.resolve("export"));
        ExportTarget target = new ExportTarget(folder, "choose another folder with --out");
        target.check();
        if (settings.zip()) {
            target.checkZip();
        }
        RowNetwork network = NetworkFile.read(rowFolder);
        if (!network.labels().equals(results.scores().labels())) {
            throw new IOException(
                    "The labels of %s are not those of scores.csv beside it: one of them was changed"
                            .formatted(rowFolder.resolve(NetworkFile.NAME)));
        }
        if (settings.thresholds().isPresent() && results.chosen().isEmpty()) {
            throw new RunException(
                    "Row '%s' predicts %s, which have no thresholds to choose from: export it without --thresholds"
                            .formatted(row, results.row().task().name()));
        }
        Optional<Thresholds> thresholds =
                results.chosen().map(settings.thresholds().orElse(ThresholdChoice.SHARED)::of);
        CardFacts facts = facts(results, network, thresholds);
        WeightsPlaces places = new WeightsPlaces(settings.weights(), settings.cache());
        try (RebuiltNetwork rebuilt =
                RebuiltNetwork.open(network, rowFolder, settings.allData(), places)) {
            ExportDescription description =
                    new ExportDescription(
                            row,
                            network.architecture(),
                            results.row().task(),
                            network.labels(),
                            thresholds,
                            network.imageSize(),
                            network.decoding());
            target.write(
                    aside ->
                            ExportWriter.write(
                                    aside,
                                    rebuilt.graph(),
                                    rebuilt.values(),
                                    description,
                                    Map.of(ModelCard.FILE, ModelCard.render(facts))));
        }
        if (settings.zip()) {
            ExportZip.write(target.folder(), target.zip());
        }
        return new Exported(
                row,
                results.row().task().firstMetric(),
                choice.validation(),
                choice.isBest(),
                folder,
                settings.zip() ? Optional.of(target.zip()) : Optional.empty());
    }

    private CardFacts facts(RowResults results, RowNetwork network, Optional<Thresholds> thresholds)
            throws IOException {
        // A card must not print figures that the table does not have.
        results.requireFirst(results.first(Part.TEST));
        RunFolder folder = RunFolder.open(run.root());
        ComparisonSettings made = RunConfig.settings(folder);
        Map<Part, Integer> images = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            images.put(part, results.scores().images(part).size());
        }
        return new CardFacts(
                run.table(),
                results,
                network,
                recipe(made, results.row().name()),
                made,
                run.context(),
                RunConfig.corpusHash(folder),
                settings.thresholds().orElse(ThresholdChoice.SHARED),
                thresholds,
                TestFigures.of(results, thresholds, run.table().seed()),
                images,
                settings.allData());
    }

    private RowRecipe recipe(ComparisonSettings made, String name) {
        for (RowRecipe row : made.recipe().rows()) {
            if (row.name().equals(name)) {
                return row;
            }
            if (name.equals(row.name() + RowRecipe.RANDOM_WEIGHTS)) {
                return row.fromRandomWeights();
            }
        }
        throw new RunException(
                "Row '%s' is not in config.json of %s; only rows that 'tagzoo compare' trained can be exported"
                        .formatted(name, run.root()));
    }
}
