package org.tagzoo.app.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tagzoo.app.comparison.ComparisonSettings;
import org.tagzoo.app.comparison.RunConfig;
import org.tagzoo.app.comparison.RunFolder;
import org.tagzoo.app.evaluation.CalibratedRow;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.evaluation.RunGroups;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.network.NetworkFile;
import org.tagzoo.app.network.RebuiltNetwork;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.search.SearchReport;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.ExportTarget;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.export.ExportZip;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.threshold.ThresholdChoice;
import org.tagzoo.zoo.torchscript.Precision;

/** Exports a row of a run: {@code model.pt} and all that belongs to it, and a model card. */
public final class RowExport {

    private final RunResults run;
    private final Settings settings;

    /**
     * What is exported, and where to.
     *
     * @param row its name; empty for the best
     * @param out the folder to write; empty: {@code export} in the row's folder
     * @param thresholds which ones the export gets; empty: shared, if its task has any
     * @param allData whether the weights are those that validation and test were trained on too
     * @param zip whether a zip is written beside the folder
     * @param weights the file of the weights that the network began with; empty: looked for
     * @param cache in which it is looked for
     * @param imageSize of the images that the export takes; empty: as the row was trained with
     * @param precision of its convolutions
     * @param rawScores whether scores stay as the network gives them
     * @param abstain which share of its answers must be likely to be right, for it to be sure of
     *     them; empty: all answers count as sure
     */
    public record Settings(
            Optional<String> row,
            Optional<Path> out,
            Optional<ThresholdChoice> thresholds,
            boolean allData,
            boolean zip,
            Optional<Path> weights,
            WeightsCache cache,
            Optional<ImageSize> imageSize,
            ExportPrecision precision,
            boolean rawScores,
            OptionalDouble abstain) {}

    /**
     * What was written.
     *
     * @param row its name
     * @param metric the first of its task
     * @param validation that metric on validation, at its one threshold if it has one
     * @param isBest whether it was chosen for that
     * @param folder the export
     * @param zip the same as one file; empty if none was asked for
     * @param precision of its convolutions
     * @param fewerBits what it is worth in fewer bits than float32; empty if it has all
     * @param isCalibrated whether its scores are probabilities, as far as validation tells
     * @param isOfInt8 whether the run computed its scores in int8, on which thresholds were chosen,
     *     and the export computes in float32
     */
    public record Exported(
            String row,
            Metric metric,
            double validation,
            boolean isBest,
            Path folder,
            Optional<Path> zip,
            ExportPrecision precision,
            Optional<LowPrecisionFigures> fewerBits,
            boolean isCalibrated,
            boolean isOfInt8) {}

    /**
     * @param run that is done
     */
    public RowExport(RunResults run, Settings settings) {
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
        RowNetwork trained = run.network(row);
        RowNetwork network = settings.imageSize().map(size -> at(size, trained)).orElse(trained);
        Path folder = settings.out().orElse(rowFolder.resolve("export"));
        ExportTarget target = new ExportTarget(folder, "choose another folder with --out");
        target.check();
        if (settings.zip()) {
            target.checkZip();
        }
        if (!network.labels().equals(results.scores().labels())) {
            throw new IOException(
                    "The labels of %s are not those of scores.csv beside it: one of them was changed"
                            .formatted(rowFolder.resolve(NetworkFile.NAME)));
        }
        ExportPrecision precision = settings.precision().chosen();
        if (precision != ExportPrecision.FLOAT32
                && (settings.allData() || settings.imageSize().isPresent())) {
            throw new RunException(
                    "An export in %s is measured on test images: leave out --all-data and --image-size, or choose --precision float32"
                            .formatted(precision));
        }
        // A card must not print metrics that the table does not have.
        results.requireFirst(results.first(Part.TEST));
        RowAnswers answers = RowAnswers.of(results, settings, run);
        Optional<LowPrecisionFigures> fewerBits;
        try (RebuiltNetwork rebuilt =
                RebuiltNetwork.open(
                        network,
                        rowFolder,
                        settings.allData(),
                        settings.weights(),
                        settings.cache())) {
            ExportDescription description =
                    new ExportDescription(
                            row,
                            network.architecture(),
                            results.row().task(),
                            network.labels(),
                            answers.thresholds(),
                            network.imageSize(),
                            network.decoding(),
                            network.resize(),
                            network.head().form().sideInputs(),
                            answers.calibrated().map(CalibratedRow::calibration),
                            answers.sure());
            if (precision != ExportPrecision.FLOAT32) {
                fewerBits =
                        Optional.of(
                                writeInFewerBits(
                                        target, answers, network, rebuilt, precision, description));
            } else {
                fewerBits = Optional.empty();
                String card = card(answers, network, trained.imageSize(), fewerBits);
                target.write(
                        aside ->
                                ExportWriter.write(
                                        aside,
                                        rebuilt.graph(),
                                        rebuilt.values(),
                                        description,
                                        Map.of(
                                                ModelCard.FILE,
                                                card,
                                                NetworkFile.IN_EXPORT,
                                                NetworkFile.text(network.forExport()))));
            }
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
                settings.zip() ? Optional.of(target.zip()) : Optional.empty(),
                precision,
                fewerBits,
                answers.calibrated().isPresent(),
                fewerBits.isEmpty() && ranInInt8(row));
    }

    private boolean ranInInt8(String row) throws IOException {
        ComparisonSettings made = RunConfig.settings(RunFolder.open(run.root()));
        return made.precision().of(recipe(made, row)) == Precision.INT8;
    }

    private LowPrecisionFigures writeInFewerBits(
            ExportTarget target,
            RowAnswers answers,
            RowNetwork network,
            RebuiltNetwork rebuilt,
            ExportPrecision precision,
            ExportDescription description)
            throws IOException {
        try (LowPrecisionRow made =
                LowPrecisionRow.make(
                        RunFolder.open(run.root()),
                        answers.results(),
                        network,
                        rebuilt,
                        precision,
                        description)) {
            String card = card(answers, network, network.imageSize(), Optional.of(made.figures()));
            target.write(
                    aside ->
                            ExportWriter.write(
                                    aside,
                                    rebuilt.graph(),
                                    made.model(),
                                    description,
                                    Map.of(ModelCard.FILE, card)));
            return made.figures();
        }
    }

    private static RowNetwork at(ImageSize size, RowNetwork trained) {
        try {
            return trained.at(size);
        } catch (IllegalArgumentException e) {
            throw new RunException(e.getMessage());
        }
    }

    private String card(
            RowAnswers answers,
            RowNetwork network,
            ImageSize measured,
            Optional<LowPrecisionFigures> fewerBits)
            throws IOException {
        RunFolder folder = RunFolder.open(run.root());
        ComparisonSettings made = RunConfig.settings(folder);
        return ModelCard.render(
                new CardFacts(
                        run.table(),
                        answers.results(),
                        answers.calibrated(),
                        answers.sure(),
                        network,
                        measured,
                        recipe(made, answers.results().row().name()),
                        made,
                        run.context(),
                        RunConfig.corpusHash(folder),
                        RunGroups.read(run.root()),
                        answers.choice(),
                        settings.allData(),
                        fewerBits));
    }

    private RowRecipe recipe(ComparisonSettings made, String name) throws IOException {
        RowRecipe row =
                made.recipe()
                        .row(name)
                        .orElseThrow(
                                () ->
                                        new RunException(
                                                "Row '%s' is not in config.json of %s; only rows that 'tagzoo compare' trained can be exported"
                                                        .formatted(name, run.root())));
        return SearchReport.trained(row, run.folder(name));
    }
}
