package org.tagzoo.app.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.app.network.NetworkFile;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.image.CroppedImage;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.PixelBox;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.datasets.split.Folds;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.Split;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.zoo.score.ScoredBox;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.score.ScoresFile;

/**
 * Cuts the images of a row with {@code crops} down to the object that another row finds in them.
 * Images of validation and test are cut by what that row predicts. Those of train are cut by the
 * same row trained again in folds of the training part, {@code crops/} in the row's folder, each by
 * the network that never saw it: else boxes would be better in training than in use. The crops are
 * in {@code crops.csv} of the row's folder, in shares of the images' sides.
 */
final class CroppedImages {

    /** The least side of a crop, in shares of the image's: there is nothing to see in less. */
    private static final double LEAST = 0.1;

    private static final PixelBox WHOLE = new PixelBox(0, 0, 1, 1);

    private final RowPlans plans;
    private final RowRecipe row;
    private final String from;
    private final Path folder;

    /**
     * @param from the row whose boxes are taken, which may have begun at random
     */
    CroppedImages(RowPlans plans, RowRecipe row, String from) throws IOException {
        this.plans = plans;
        this.row = row;
        this.from = from;
        folder = plans.run().row(row.name());
    }

    /** Returns what trains the row on the crops. What takes whole images is left out, and said. */
    RowRunner runner() throws IOException {
        ComparisonSettings all = plans.settings();
        ComparisonSettings settings = FoldRunners.metricsOnly(all);
        if (!settings.equals(all)) {
            plans.log()
                    .accept(
                            "%s sees crops, so that it is trained once, and neither on all data nor to tag other images"
                                    .formatted(row.name()));
        }
        Map<String, PixelBox> crops = crops();
        write(crops);
        RowPlans cropped = plans.on(cut(plans.corpus(), crops), plans.run()).with(settings);
        return new RowRunner(cropped, new AfterEvaluation(cropped), plans.run());
    }

    private Map<String, PixelBox> crops() throws IOException {
        SplitCorpus corpus = plans.corpus();
        Predicate<ScoredImage> isTrain = image -> corpus.split().partOf(image.id()) == Part.TRAIN;
        Map<String, PixelBox> crops = new HashMap<>();
        RowRecipe boxes = plans.settings().recipe().row(row.crops().of()).orElseThrow();
        trainIfMissing(boxes);
        add(plans.run().row(from), isTrain.negate(), crops);
        Path root = folder.resolve("crops");
        FoldRunners folds = new FoldRunners(root, plans, splits(root));
        List<RowOutcome> outcomes =
                folds.run(
                        runner -> runner.run(boxes, List.of()),
                        fold -> fold.row().name() + " found the objects of what it left out");
        Row last = outcomes.get(outcomes.size() - 1).row();
        requireTrained(last, "in folds of the training part");
        for (int fold = 1; fold <= outcomes.size(); fold++) {
            Path own = folds.folder(fold).resolve("rows").resolve(last.name());
            add(own, isTrain.and(image -> image.part() == Part.TEST), crops);
        }
        return crops;
    }

    /**
     * In a fold of {@code --stack} the row with the boxes may be none of those that are stacked.
     */
    private void trainIfMissing(RowRecipe boxes) throws IOException {
        if (RowOutcome.read(plans.run().row(from)).isEmpty()) {
            RowPlans own = plans.with(FoldRunners.metricsOnly(plans.settings()));
            RowRunner runner = new RowRunner(own, new AfterEvaluation(own), plans.run());
            requireTrained(runner.run(boxes, List.of()).row(), "beside it");
        }
    }

    private static void requireTrained(Row boxes, String where) throws IOException {
        if (boxes.status() != Row.Status.OK) {
            throw new IOException(
                    "%s can't be trained %s. %s".formatted(boxes.name(), where, boxes.reason()));
        }
    }

    /** A fold of the training part is tested, beside the test part; validation stays what it is. */
    private List<SplitCorpus> splits(Path root) throws IOException {
        SplitCorpus corpus = plans.corpus();
        long seed = SeedSequence.derive(plans.settings().seed(), "folds of crops");
        Folds drawn = Folds.of(corpus.images(Part.TRAIN), row.crops().folds(), seed);
        List<SplitCorpus> splits = new ArrayList<>();
        for (int fold = 1; fold <= drawn.count(); fold++) {
            Map<String, Part> parts = new LinkedHashMap<>();
            for (TaggedImage image : corpus.images()) {
                boolean isLeftOut = drawn.foldOf().getOrDefault(image.id(), 0) == fold;
                parts.put(image.id(), isLeftOut ? Part.TEST : corpus.split().partOf(image.id()));
            }
            splits.add(FoldRunners.split(root, fold, corpus, new Split(parts)));
        }
        return splits;
    }

    /** Adds the crops of some of a trained row's images. */
    private void add(Path trained, Predicate<ScoredImage> which, Map<String, PixelBox> crops)
            throws IOException {
        RowNetwork network = NetworkFile.read(trained);
        if (network.resize().kind() != Resize.Kind.STRETCH) {
            throw new IOException(
                    "Crops need boxes of a row with 'resize: stretch', but %s has %s"
                            .formatted(from, network.resize().label()));
        }
        for (ScoredImage image : ScoresFile.read(trained.resolve("scores.csv")).images()) {
            if (which.test(image)) {
                ScoredBox box =
                        image.box()
                                .orElseThrow(
                                        () -> new IOException(from + " does not predict boxes"));
                crops.put(
                        image.id(),
                        crop(box.predicted(), network.imageSize(), row.crops().margin()));
            }
        }
    }

    /**
     * Returns what to see of an image, in shares of its sides: the box with a margin on each side,
     * at least {@value #LEAST} of each side of the image; the whole image where the box covers
     * nothing of it.
     *
     * @param box in pixels of the network's input
     * @param margin in shares of the box's sides
     */
    static PixelBox crop(PixelBox box, ImageSize size, double margin) {
        PixelBox seen = box.within(size.width(), size.height());
        if (seen.isEmpty()) {
            return WHOLE;
        }
        double x = (seen.left() + seen.right()) / 2 / size.width();
        double y = (seen.top() + seen.bottom()) / 2 / size.height();
        double across = Math.max(LEAST / 2, seen.width() / size.width() * (0.5 + margin));
        double down = Math.max(LEAST / 2, seen.height() / size.height() * (0.5 + margin));
        return new PixelBox(
                Math.max(0, x - across),
                Math.max(0, y - down),
                Math.min(1, x + across),
                Math.min(1, y + down));
    }

    /** Returns a corpus, split as before, of which each image is a part of what it was. */
    static SplitCorpus cut(SplitCorpus corpus, Map<String, PixelBox> crops) {
        ScannedCorpus scanned = corpus.scanned();
        Sha256 all = new Sha256().add(scanned.hash());
        Map<String, String> contents = new LinkedHashMap<>();
        List<TaggedImage> images = new ArrayList<>();
        for (TaggedImage image : corpus.images()) {
            PixelBox crop = crops.get(image.id());
            String content = Sha256.of(scanned.contentHashes().get(image.id()) + " " + crop);
            contents.put(image.id(), content);
            all.add("\0" + content);
            images.add(image.withSource(new CroppedImage(image.source(), crop)));
        }
        Corpus whole = scanned.corpus();
        return SplitCorpus.of(
                new ScannedCorpus(
                        new Corpus(
                                whole.name(),
                                whole.labels(),
                                images,
                                whole.quarantine(),
                                whole.notes()),
                        contents,
                        scanned.facts(),
                        all.hex()),
                corpus.split());
    }

    private void write(Map<String, PixelBox> crops) throws IOException {
        CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
        AtomicFile.write(
                folder.resolve(RowResults.CROPS),
                out -> {
                    CSVPrinter csv = new CSVPrinter(out, format);
                    csv.printRecord("id", "split", "left", "top", "width", "height");
                    for (TaggedImage image : plans.corpus().images()) {
                        PixelBox crop = crops.get(image.id());
                        csv.printRecord(
                                image.id(),
                                plans.corpus().split().partOf(image.id()).label(),
                                crop.left(),
                                crop.top(),
                                crop.width(),
                                crop.height());
                    }
                });
    }
}
