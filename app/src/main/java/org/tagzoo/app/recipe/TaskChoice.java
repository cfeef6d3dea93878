package org.tagzoo.app.recipe;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.task.ClassAndBox;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.Tasks;
import org.tagzoo.zoo.training.EarlyStopping;

/**
 * What each row of a recipe predicts, and with which loss it is trained. In this order, the first
 * that says anything decides:
 *
 * <ol>
 *   <li>the user's {@code --task};
 *   <li>the row's {@code task};
 *   <li>the row's loss: softmax is for classes, the binary ones for tags;
 *   <li>the corpus: classes, if each image has exactly one label, and it is one of folders or the
 *       user has it made so;
 *   <li>tags.
 * </ol>
 *
 * <p>A row whose loss is left open is trained with its task's own. A loss that is for another task
 * is refused, and so are classes where an image has no label or several.
 */
public final class TaskChoice {

    private static final String FOLDERS = "folders:";

    private final Corpus corpus;
    private final Optional<Task> asked;
    private final boolean oneLabel;

    /**
     * @param asked the user's choice for all rows; empty: each row's own
     */
    public TaskChoice(Corpus corpus, Optional<Task> asked) {
        this(corpus, asked, false);
    }

    /**
     * @param oneLabel whether the user wants one label an image
     */
    public TaskChoice(Corpus corpus, Optional<Task> asked, boolean oneLabel) {
        this.corpus = corpus;
        this.asked = asked;
        this.oneLabel = oneLabel;
    }

    /**
     * Returns whether all rows predict classes, and there are images with several labels or none,
     * so that one label of each has to be chosen.
     */
    public boolean needsOneLabel(Recipe recipe) {
        return recipe.rows().stream().allMatch(r -> said(r).equals(Optional.of(Classes.INSTANCE)))
                && corpus.images().stream().allMatch(image -> image.unknown().isEmpty())
                && misfits(Classes.INSTANCE).findAny().isPresent();
    }

    /**
     * A recipe whose rows say what they predict and how.
     *
     * @param recipe as it is run
     * @param remark a line for the user where the corpus decided; empty if it did not
     */
    public record Chosen(Recipe recipe, Optional<String> remark) {}

    /**
     * Decides for all rows.
     *
     * @throws RecipeException naming the first row whose settings don't fit each other or the
     *     corpus
     */
    public Chosen choose(Recipe recipe) {
        Recipe chosen = recipe.withEach(this::choose);
        List<String> decided =
                recipe.rows().stream()
                        .filter(row -> said(row).isEmpty() && hasClasses())
                        .map(RowRecipe::name)
                        .toList();
        if (decided.isEmpty()) {
            return new Chosen(chosen, Optional.empty());
        }
        String remark =
                "Each image of %s has exactly one label: %s %s classes (softmax, top-1); --task tags keeps tags"
                        .formatted(
                                corpus.name(),
                                String.join(", ", decided),
                                decided.size() == 1 ? "predicts" : "predict");
        return new Chosen(chosen, Optional.of(remark));
    }

    private RowRecipe choose(RowRecipe row) {
        Task task = said(row).orElseGet(() -> hasClasses() ? Classes.INSTANCE : Tasks.usual());
        LossRecipe loss = row.loss().of(task);
        requireLoss(task, loss);
        Check.that(
                row.head().classMap() == null || task.equals(Classes.INSTANCE),
                "head.classMap",
                "left out where task is not classes: a network unchanged gives each image one class",
                row.head().classMap());
        requireMetrics(task, row);
        requireBoxes(task, row, loss);
        requireImages(task);
        return row.predicting(task, loss);
    }

    /**
     * Refuses to go on with rows that name no task and would now be judged by another than before.
     *
     * @throws RecipeException naming the first such row
     */
    public static void requireNamed(Recipe begun) {
        for (RowRecipe row : begun.rows()) {
            if (row.task() == null && !row.predicts().equals(Tasks.usual())) {
                throw new RecipeException(
                        "row '%s' was begun by a version that judged every row as %s, and its loss %s is for %s: begin a new run with compare"
                                .formatted(
                                        row.name(),
                                        Tasks.usual().name(),
                                        row.loss().kind(),
                                        row.predicts().name()));
            }
        }
    }

    /** Returns what user, row or loss say. */
    private Optional<Task> said(RowRecipe row) {
        return asked.or(() -> Optional.ofNullable(row.task()).map(Tasks::byName))
                .or(() -> row.loss().task());
    }

    private boolean hasClasses() {
        return (oneLabel || corpus.name().startsWith(FOLDERS))
                && misfits(Classes.INSTANCE).findAny().isEmpty();
    }

    private Stream<TaggedImage> misfits(Task task) {
        return corpus.images().stream()
                .filter(
                        image ->
                                task.refusal(image.labels().size()).isPresent()
                                        || (!image.unknown().isEmpty() && !task.hasThresholds()));
    }

    /** Refuses to follow a metric that the task does not have. */
    private static void requireMetrics(Task task, RowRecipe row) {
        Stream<EarlyStopping.Metric> schedules =
                Stream.concat(
                                Stream.of(row.schedule()),
                                row.phases().stream().flatMap(p -> p.ownSchedule().stream()))
                        .map(ScheduleRecipe::followedMetric);
        Stream<EarlyStopping.Metric> stopping =
                Stream.ofNullable(row.earlyStopping()).map(EarlyStopping::metric);
        List<Metric> has = task.epochMetrics();
        Stream<EarlyStopping.Metric> search = Stream.ofNullable(row.search()).map(SearchRecipe::by);
        for (EarlyStopping.Metric followed :
                Stream.concat(Stream.concat(schedules, stopping), search).toList()) {
            Optional<Metric> metric = followed.metric();
            if (metric.isPresent() && !has.contains(metric.get())) {
                throw new RecipeException(
                        "training can't follow %s, which task %s does not have; it has %s, and the loss"
                                .formatted(
                                        metric.get().name(),
                                        task.name(),
                                        has.stream()
                                                .map(Metric::name)
                                                .collect(Collectors.joining(", "))));
            }
        }
    }

    private void requireBoxes(Task task, RowRecipe row, LossRecipe loss) {
        boolean hasBoxes = task.outputsBeside() > 0;
        Check.that(
                hasBoxes || row.boxes() == null,
                "boxes",
                "left out where task is not " + ClassAndBox.INSTANCE.name(),
                row.boxes());
        if (!hasBoxes) {
            return;
        }
        Optional.ofNullable(row.resize()).ifPresent(task::requireResize);
        if (loss instanceof LossRecipe.SoftmaxCrossEntropy softmax) {
            Check.that(
                    softmax.classWeights() == ClassWeights.NONE || softmax.isOverImages(),
                    "loss.divisor",
                    "images where there are classWeights and boxes: both losses are means over images",
                    softmax.divisor());
        }
        if (corpus.images().stream().anyMatch(image -> image.boxes().size() > 1)) {
            throw new RecipeException(
                    "task %s takes one object an image: use --several largest"
                            .formatted(task.name()));
        }
    }

    private void requireImages(Task task) {
        List<TaggedImage> misfits = misfits(task).toList();
        if (!misfits.isEmpty()) {
            TaggedImage first = misfits.get(0);
            if (!first.unknown().isEmpty()) {
                throw new RecipeException(
                        "task %s takes images of which all labels are known; of '%s' some are not: use task tags"
                                .formatted(task.name(), first.id()));
            }
            int labels = first.labels().size();
            throw new RecipeException(
                    "task %s takes images with %s; %d of the %d images of %s have another number, such as '%s' with %d: use task tags, or --several rarest to keep one of them"
                            .formatted(
                                    task.name(),
                                    task.refusal(labels).orElseThrow(),
                                    misfits.size(),
                                    corpus.images().size(),
                                    corpus.name(),
                                    first.id(),
                                    labels));
        }
    }

    /** Returns whether a row predicts boxes, for which each image keeps its largest object. */
    public boolean needsLargest(Recipe recipe) {
        return recipe.rows().stream()
                .anyMatch(r -> said(r).equals(Optional.of(ClassAndBox.INSTANCE)));
    }

    /** Refuses a loss that is for another task. */
    static void requireLoss(Task task, LossRecipe loss) {
        Task other = loss.task().orElse(task.ofLabels());
        if (!other.equals(task.ofLabels())) {
            throw new RecipeException(
                    "the loss %s is for task %s, not for task %s: leave the loss out, or give another"
                            .formatted(loss.kind(), other.name(), task.name()));
        }
    }
}
