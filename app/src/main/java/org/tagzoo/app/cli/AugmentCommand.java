package org.tagzoo.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tagzoo.app.evaluation.Thumbnails;
import org.tagzoo.app.recipe.RecipeReader;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.ContactSheet;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.datasets.transform.Augmentation;
import org.tagzoo.datasets.transform.Operation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tagzoo augment}: shows what augmentation makes of a corpus's images. */
@Command(name = "augment")
final class AugmentCommand extends Subcommand {

    private static final String DEFAULT = "helsinki";

    @Mixin private CorpusOptionsMixin corpusOptions;

    @Option(names = "--augmentation", paramLabel = "AUGMENTATION")
    private String augmentation;

    @Option(names = "--recipe", paramLabel = "RECIPE")
    private String recipe;

    @Option(names = "--images", paramLabel = "N", defaultValue = "8")
    private int images;

    @Option(names = "--views", paramLabel = "N", defaultValue = "6")
    private int views;

    @Option(names = "--size", paramLabel = "SIZE", defaultValue = "224")
    private ImageSize size;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
    private long seed;

    @Option(names = "--out", paramLabel = "FILE", required = true)
    private Path out;

    @Override
    public Integer call() throws IOException {
        requireWithin("--images", images, 1, 200);
        requireWithin("--views", views, 1, 50);
        requireSize("--size", size);
        Augmentation drawn = augmentation();
        Corpus corpus = Corpora.read(corpusOptions.corpus(), corpusOptions.options(seed));
        List<String> notes = new ArrayList<>();
        List<ContactSheet.Image> rows = rows(corpus, drawn, notes);
        List<String> settings = drawn.describe();
        ContactSheet sheet = new ContactSheet(corpus.name(), seed, settings, notes, rows);
        write(sheet::write, out);
        say("Sheet: %s", out);
        return CommandLine.ExitCode.OK;
    }

    private Augmentation augmentation() {
        require(
                recipe == null || augmentation == null,
                "Give --recipe or --augmentation, not both");
        if (recipe != null) {
            return RecipeReader.read(recipe).rows().stream()
                    .filter(RowRecipe::augmented)
                    .map(RowRecipe::augmentation)
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new UsageException(
                                            "--recipe %s: none of its rows is augmented"
                                                    .formatted(recipe)));
        }
        try {
            return Augmentation.read(augmentation == null ? DEFAULT : augmentation);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** Takes images in an order that the seed draws, and passes over those that are broken. */
    private List<ContactSheet.Image> rows(
            Corpus corpus, Augmentation augmentation, List<String> notes) throws IOException {
        List<TaggedImage> order = new ArrayList<>(corpus.images());
        order.sort(
                Comparator.comparingLong(
                        image -> SeedSequence.derive(seed, "contact sheet, " + image.id())));
        List<ContactSheet.Image> rows = new ArrayList<>();
        int broken = 0;
        for (TaggedImage image : order) {
            if (rows.size() == images) {
                break;
            }
            RgbImage pixels;
            try {
                pixels = image.source().draw(EvaluationTransform.of(size));
            } catch (IOException e) {
                broken++;
                continue;
            }
            rows.add(row(image.id(), pixels, augmentation));
        }
        require(
                !rows.isEmpty(),
                "None of the %d images of %s can be decoded",
                order.size(),
                corpus.name());
        if (broken > 0) {
            notes.add("Images skipped, as they can't be decoded: " + broken + ".");
        }
        return rows;
    }

    private ContactSheet.Image row(String id, RgbImage image, Augmentation augmentation)
            throws IOException {
        List<ContactSheet.View> made = new ArrayList<>();
        for (int view = 1; view <= views; view++) {
            List<Operation> operations =
                    augmentation.draw(size.width(), size.height(), seed, view, id);
            RgbImage changed = augmentation.apply(image, seed, view, id);
            made.add(
                    new ContactSheet.View(
                            view,
                            Thumbnails.address(changed),
                            operations.stream().map(Operation::description).toList()));
        }
        return new ContactSheet.Image(id, Thumbnails.address(image), made);
    }
}
