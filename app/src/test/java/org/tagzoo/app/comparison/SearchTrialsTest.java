package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.Device;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.cli.Colours;
import org.tagzoo.app.progress.FetchProgress;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.search.Trial;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.duplicate.OtherImages;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.Split;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsFetcher;
import org.tagzoo.zoo.registry.WeightsLookup;
import org.tagzoo.zoo.registry.WeightsRegistry;

/** A search knows nothing of the test part: with none it comes to the same scores. */
class SearchTrialsTest {

    @TempDir Path folder;

    private double score(SplitCorpus corpus, String name, String search) throws IOException {
        SmallComparison run =
                new SmallComparison(
                        folder.resolve("colours"),
                        folder.resolve(name),
                        SmallComparison.row("found", "ff1", "none", 2, search));
        RunFolder root = RunFolder.create(run.root);
        WeightsCache cache = WeightsCache.standard();
        RowPlans plans =
                new RowPlans(
                        run.settings(),
                        corpus,
                        OtherImages.none(corpus.scanned()),
                        root,
                        new WeightsLookup(
                                WeightsRegistry.standard(),
                                cache,
                                WeightsFetcher.of(Map.of(), true, new FetchProgress(line -> {})),
                                Map.of()),
                        cache.folder(),
                        Device.cpu(),
                        new RunLog(line -> {}));
        RowRecipe row = run.settings().recipe().rows().get(0);
        RowRecipe without = row.with(Collections.singletonMap("search", null));
        Trial trial = new Trial(1, Map.of(), List.of(), 0, null);
        return SearchTrials.of(plans, row, root.file("search")).score(trial, without);
    }

    @Test
    void trialsHaveTheSameScoresWhateverTheTestPartIs() throws IOException {
        Corpus read =
                Corpora.read(
                        "folders:" + Colours.draw(folder.resolve("colours")),
                        CorpusOptions.DEFAULT);
        SplitCorpus corpus = SplitCorpus.read(read, 1, 1, done -> {});
        Map<Part, boolean[][]> targets = new EnumMap<>(corpus.targets());
        Map<Part, int[]> rows = new EnumMap<>(corpus.rows());
        targets.put(Part.TEST, new boolean[0][]);
        rows.put(Part.TEST, new int[0]);
        SplitCorpus none =
                new SplitCorpus(corpus.scanned(), corpus.split(), rows, targets, corpus.unknown());
        String settings = "settings: {batchSize: [16]}}";
        String byF1 = "search: {by: validation-f1, " + settings;
        assertEquals(score(corpus, "with", byF1), score(none, "without", byF1), 0);
        // Other validation images are another score.
        targets.put(Part.VALIDATION, targets.get(Part.TRAIN));
        rows.put(Part.VALIDATION, rows.get(Part.TRAIN));
        SplitCorpus other =
                new SplitCorpus(corpus.scanned(), corpus.split(), rows, targets, corpus.unknown());
        String byLoss = "search: {by: validation-loss, " + settings;
        assertNotEquals(score(corpus, "loss", byLoss), score(other, "other", byLoss));
    }

    /** Folds are of train and validation, however these are cut, and not of test. */
    @Test
    void foldsLeaveTestImagesOut() throws IOException {
        Path noise = folder.resolve("colours");
        SplittableRandom random = new SplittableRandom(4);
        for (String name : List.of("a", "b")) {
            Files.createDirectories(noise.resolve(name));
            for (int i = 0; i < 30; i++) {
                Color color = new Color(random.nextInt(1 << 24));
                Colours.image(noise.resolve(name).resolve(i + ".png"), color, random);
            }
        }
        Corpus read = Corpora.read("folders:" + noise, CorpusOptions.DEFAULT);
        SplitCorpus corpus = SplitCorpus.read(read, 1, 1, done -> {});
        String search = "search: {by: validation-f1, folds: 3, settings: {batchSize: [16]}}";
        Map<String, Part> asTrain = new LinkedHashMap<>();
        corpus.images()
                .forEach(
                        i -> {
                            Part part = corpus.split().partOf(i.id());
                            asTrain.put(i.id(), part == Part.TEST ? part : Part.TRAIN);
                        });
        asTrain.put(corpus.images(Part.TRAIN).get(0).id(), Part.VALIDATION);
        double score = score(corpus, "folds", search);
        SplitCorpus same = SplitCorpus.of(corpus.scanned(), new Split(asTrain));
        assertEquals(score, score(same, "same", search), 0);
        asTrain.replaceAll((id, part) -> part == Part.TEST ? Part.TRAIN : part);
        asTrain.put(corpus.images(Part.TRAIN).get(1).id(), Part.TEST);
        SplitCorpus more = SplitCorpus.of(corpus.scanned(), new Split(asTrain));
        assertNotEquals(score, score(more, "more", search), "test images were in the folds");
    }
}
