package org.tagzoo.app.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.tagzoo.app.report.ReportContext;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.app.report.Table;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.task.Tags;
import org.tagzoo.zoo.task.TaskEvaluation;

/**
 * A run's folder as a comparison leaves it, with scores that were drawn and no network: 100 images
 * of 3 labels, and the rows {@code a}, {@code b}, {@code c}, {@code d}, of which {@code d} was
 * skipped.
 */
public final class SyntheticRun {

    public static final LabelSet LABELS = new LabelSet(List.of("river", "sea", "tree"));

    private static final int IMAGES = 100;
    private static final long SEED = 5;

    private SyntheticRun() {}

    /** Makes corpus and run below a folder, and returns the run's folder. */
    public static Path make(Path folder) throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        List<Row> rows = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            rows.add(row(run, name, scores(name.charAt(0))));
        }
        rows.add(
                Row.without(
                        "d",
                        new Row.Network("d", null, false, null, null),
                        Tags.INSTANCE,
                        Row.Status.SKIPPED,
                        "no weights"));
        Table table =
                Table.of(new Table.CorpusSummary("drawn", IMAGES, 3, 0), SEED, rows, List.of());
        CorpusReference corpus = corpus(folder);
        Files.writeString(
                run.resolve("config.json"),
                new ObjectMapper()
                        .writeValueAsString(
                                Map.of(
                                        "corpus",
                                        corpus.corpus(),
                                        "corpusOptions",
                                        CorpusReference.Options.of(corpus.options()))));
        new RunReport(run, corpus.thumbnails()).write(table, context());
        return run;
    }

    /** Copies a run's folder, and returns the copy. */
    public static Path copy(Path run, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(run)) {
            for (Path from : all.toList()) {
                Files.copy(from, to.resolve(run.relativize(from).toString()));
            }
        }
        return to;
    }

    /** Writes a row's files and returns its line. */
    static Row row(Path run, String name, ScoredCorpus scores) throws IOException {
        TaskEvaluation evaluation =
                Tags.INSTANCE.evaluate(
                        LABELS,
                        scores.matrix(Part.TRAIN),
                        scores.matrix(Part.VALIDATION),
                        scores.matrix(Part.TEST),
                        SEED);
        Path folder = run.resolve("rows").resolve(name);
        EvaluationFiles.write(folder, scores, evaluation);
        HistoryFile.write(
                folder.resolve("history.csv"),
                Tags.INSTANCE,
                List.of(
                        new RowDetails.Epoch(1, 0.9, 0.95, 0.4, 0.3, 1.5),
                        new RowDetails.Epoch(2, 0.5, 0.7, 0.8, 0.6, 1.5)));
        return Row.of(
                        name,
                        new Row.Network(name, null, false, 1000L, null),
                        evaluation,
                        new Row.Times(12.25, null))
                .withPublished(new Row.Published(0.749, null, null, null, "29 min 29 s"));
    }

    /**
     * Scores that tend to be higher where the label is true; the truth is the same for all seeds.
     */
    static ScoredCorpus scores(long seed) {
        SplittableRandom truth = new SplittableRandom(SEED);
        SplittableRandom noise = new SplittableRandom(seed);
        List<ScoredImage> images = new ArrayList<>();
        for (int n = 0; n < IMAGES; n++) {
            boolean[] targets = new boolean[LABELS.size()];
            float[] scores = new float[targets.length];
            for (int l = 0; l < targets.length; l++) {
                targets[l] = truth.nextDouble() < 0.4;
                scores[l] = (float) (0.6 * noise.nextDouble() + (targets[l] ? 0.35 : 0.05));
            }
            Part part = n % 5 < 3 ? Part.TRAIN : n % 5 == 3 ? Part.VALIDATION : Part.TEST;
            images.add(new ScoredImage(id(n), part, scores, targets));
        }
        return new ScoredCorpus(LABELS, images);
    }

    static ReportContext context() {
        return new ReportContext(
                "Drawn",
                List.of("nothing here was photographed"),
                Map.of("seed", "5"),
                new ReportContext.PartCounts(60, 20, 20),
                Map.of("river", new ReportContext.PartCounts(1, 2, 3)));
    }

    private static String id(int n) {
        return n + ".png";
    }

    private static CorpusReference corpus(Path folder) throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        StringBuilder csv = new StringBuilder("image,river,sea,tree\n");
        for (ScoredImage image : scores(0).images()) {
            int n = Integer.parseInt(image.id().substring(0, image.id().length() - 4));
            BufferedImage pixels = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
            pixels.setRGB(n % 8, n / 8 % 6, 0xFFFFFF);
            pixels.setRGB(n * 5 % 8, n * 7 % 6, 0x00FF00 + n);
            ImageIO.write(pixels, "png", images.resolve(image.id()).toFile());
            csv.append(image.id());
            for (boolean target : image.targets()) {
                csv.append(target ? ",1" : ",0");
            }
            csv.append('\n');
        }
        Path file = Files.writeString(folder.resolve("corpus.csv"), csv);
        return new CorpusReference(
                "csv:" + file,
                CorpusOptions.DEFAULT
                        .withImageFolder(images)
                        .withIdColumn("image")
                        .withLabelColumns(LABELS.names())
                        .withMinimumSupport(1));
    }
}
