package org.tagzoo.app.comparison;

import ai.djl.engine.Engine;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.tagzoo.app.device.PrecisionChoice;
import org.tagzoo.app.evaluation.CorpusReference;
import org.tagzoo.app.recipe.ImagesOfWeights;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.recipe.RecordCopy;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.search.SearchReport;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.Split;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.zoo.task.Tasks;
import org.tagzoo.zoo.threshold.ThresholdChoice;
import org.tagzoo.zoo.torchscript.EngineThreads;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;

/**
 * What a run is made with: {@code config.json}, from which it can be resumed, and the same in short
 * for the report.
 */
public final class RunConfig {

    private static final int SCHEMA = 2;
    private static final String FILE = "config.json";

    /** Older runs lack what was not yet there. */
    private static final CheckedJson READER =
            CheckedJson.JSON.allowingMissing().ofAtMost(CorpusReference.SIZE_LIMIT);

    /**
     * Everything in the file, the settings under their own names; what is known only after the
     * corpus was looked at may be null.
     */
    private record Content(
            int schema,
            String corpus,
            CorpusReference.Options corpusOptions,
            String corpusHash,
            Map<String, Integer> split,
            List<String> labels,
            long seed,
            Precision precision,
            Boolean precisionMeasured,
            Double bfloat16Speed,
            MemoryFormat memoryFormat,
            String device,
            int threads,
            Integer engineThreads,
            boolean offline,
            Map<String, String> weightsFiles,
            boolean randomWeights,
            Integer repeats,
            boolean useAllData,
            String predict,
            @JsonInclude(JsonInclude.Include.NON_NULL) String unlabelled,
            Integer folds,
            Integer stack,
            Recipe recipe,
            @JsonInclude(JsonInclude.Include.NON_NULL) Shortening shortening,
            @JsonInclude(JsonInclude.Include.NON_NULL) String thresholds,
            Map<String, String> versions) {}

    private RunConfig() {}

    /** Writes what is known when a run begins. */
    public static void begin(RunFolder folder, ComparisonSettings settings) throws IOException {
        write(folder, settings, Map.of("engineThreads", EngineThreads.count()));
    }

    /**
     * Has the engine compute as it did when the run began, as far as the last bits of results
     * depend on it.
     *
     * @return a line for the user where that is not what it does by itself
     */
    public static Optional<String> resumeEngine(RunFolder folder) throws IOException {
        Integer begun = read(folder).engineThreads();
        return begun == null ? Optional.empty() : EngineThreads.resume(begun);
    }

    /**
     * Adds what is known once the corpus was looked at.
     *
     * @throws IOException if an earlier process of this run saw other images or labels
     */
    static void complete(RunFolder folder, ComparisonSettings settings, SplitCorpus corpus)
            throws IOException {
        String hash = corpus.scanned().hash();
        Content begun = read(folder);
        requireCorpus(folder, hash);
        Map<String, Integer> parts = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            parts.put(part.label(), corpus.rows().get(part).length);
        }
        Map<String, Object> found = new HashMap<>();
        found.put("corpusHash", hash);
        found.put("split", parts);
        found.put("labels", corpus.labels().names());
        found.put("engineThreads", begun.engineThreads());
        write(folder, settings, found);
    }

    /**
     * Reads the settings of a run that was begun.
     *
     * @throws IOException if there is no such run, or its file can't be read
     */
    public static ComparisonSettings settings(RunFolder folder) throws IOException {
        Content content = read(folder);
        Map<String, Path> weights = new LinkedHashMap<>();
        content.weightsFiles().forEach((name, file) -> weights.put(name, Path.of(file)));
        Map<String, Object> values = RecordCopy.values(content);
        values.put("corpusOptions", CorpusReference.read(folder.file(FILE)).options());
        values.put(
                "precision",
                new PrecisionChoice(
                        content.precision(),
                        Boolean.TRUE.equals(content.precisionMeasured()),
                        content.bfloat16Speed() == null
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(content.bfloat16Speed())));
        values.put("weightsFiles", weights);
        values.put("repeats", content.repeats() == null ? 1 : content.repeats());
        values.put("folds", content.folds() == null ? 0 : content.folds());
        values.put("stack", content.stack() == null ? 0 : content.stack());
        values.put("predict", Optional.ofNullable(content.predict()).map(Path::of));
        values.put("unlabelled", Optional.ofNullable(content.unlabelled()).map(Path::of));
        values.put(
                "thresholds",
                content.thresholds() == null ? null : new ThresholdChoice(content.thresholds()));
        return RecordCopy.make(ComparisonSettings.class, values);
    }

    /**
     * Checks the images and labels of a run's corpus, as it was read again.
     *
     * @throws IOException if the run saw others
     */
    public static void requireCorpus(RunFolder folder, String hash) throws IOException {
        String before = corpusHash(folder).orElse(hash);
        if (!before.equals(hash)) {
            throw new IOException(
                    "The corpus %s has changed since this run began (its hash was %s and is %s): bring it back as it was, or start a new run"
                            .formatted(
                                    read(folder).corpus(),
                                    before.substring(0, 12),
                                    hash.substring(0, 12)));
        }
    }

    /**
     * Returns the hash of the images and labels that a run saw; empty if it has not got so far.
     *
     * @throws IOException if there is no such run, or its file can't be read
     */
    public static Optional<String> corpusHash(RunFolder folder) throws IOException {
        return Optional.ofNullable(read(folder).corpusHash());
    }

    private static Content read(RunFolder folder) throws IOException {
        Path file = folder.file(FILE);
        try {
            return READER.read(file, Content.class);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "%s is no run's folder: it has no %s; begin the run with compare"
                            .formatted(folder.root(), FILE),
                    e);
        }
    }

    /**
     * @param found what is not among the settings, by its name in the file
     */
    private static void write(RunFolder folder, ComparisonSettings settings, Map<String, ?> found)
            throws IOException {
        Map<String, String> weights = new TreeMap<>();
        settings.weightsFiles().forEach((name, file) -> weights.put(name, file.toString()));
        OptionalDouble speed = settings.precision().bfloat16Speed();
        Map<String, Object> values = RecordCopy.values(settings);
        values.put("schema", SCHEMA);
        values.put("corpusOptions", CorpusReference.Options.of(settings.corpusOptions()));
        values.put("precision", settings.precision().precision());
        values.put("precisionMeasured", settings.precision().isMeasured());
        values.put("bfloat16Speed", speed.isPresent() ? speed.getAsDouble() : null);
        values.put("weightsFiles", weights);
        values.put("predict", settings.predict().map(Path::toString).orElse(null));
        values.put("unlabelled", settings.unlabelled().map(Path::toString).orElse(null));
        values.put("thresholds", Objects.toString(settings.thresholds(), null));
        values.put("versions", versions());
        values.putAll(found);
        String json = CheckedJson.indented(RecordCopy.make(Content.class, values));
        AtomicFile.write(folder.file(FILE), json);
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("java", Runtime.version().toString());
        versions.put("pytorch", Engine.getEngine("PyTorch").getVersion());
        versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return versions;
    }

    static Map<String, String> summary(ComparisonSettings settings, Split split, RunFolder folder)
            throws IOException {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("recipe", settings.recipe().name());
        summary.put("seed", String.valueOf(settings.seed()));
        if (settings.repeats() > 1) {
            summary.put("trainings of each row", String.valueOf(settings.repeats()));
        }
        if (settings.folds() > 0) {
            summary.put("folds", String.valueOf(settings.folds()));
        }
        summary.put(settings.folds() > 0 ? "split of fold 1" : "split", split.toString());
        summary.put("precision", settings.precision().describe());
        summary.put("device", settings.device());
        for (RowRecipe written : settings.recipe().rows()) {
            RowRecipe row = SearchReport.trained(written, folder.row(written.name()));
            boolean isWhole = row.decoding() == Decoding.WHOLE;
            boolean isUsualResize = row.resize() == null || row.resize().equals(Resize.STRETCH);
            boolean isUsual = row.predicts().equals(Tasks.usual());
            summary.put(
                    "row " + row.name(),
                    "%s px%s%s, %d epochs, batch %d, learning rate %s%s%s%s"
                            .formatted(
                                    ImagesOfWeights.isFor(row)
                                            ? "the weights' own"
                                            : String.valueOf(row.imageSize()),
                                    isWhole ? "" : " (JPEGs decoded reduced)",
                                    isUsualResize ? "" : ", " + row.resize().label(),
                                    row.epochs(),
                                    row.batchSize(),
                                    row.schedule().maxLr(),
                                    row.augmented() ? ", augmented" : "",
                                    isUsual ? "" : ", " + row.predicts().name(),
                                    row.search() == null ? "" : "; before its search"));
        }
        return summary;
    }
}
