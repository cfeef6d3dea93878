package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.text.EnumText;
import org.tagzoo.datasets.transform.Augmentation;
import org.tagzoo.zoo.finetune.Phase;
import org.tagzoo.zoo.network.InitialScheme;
import org.tagzoo.zoo.network.JoinedBackbone;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.task.ClassAndBox;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.Tasks;
import org.tagzoo.zoo.training.EarlyStopping;
import org.tagzoo.zoo.training.UpdateSettings;

/**
 * How one network is trained.
 *
 * @param name the row's name in the table and its folder, unique in a recipe
 * @param model the network, such as {@code resnet50}
 * @param weights {@code none}, {@code pretrained}, {@code at-hand} (the same where nothing has to
 *     be fetched), or {@code resnet50.keras}
 * @param imageSize of the images, each side 8 to 1,024 pixels; 0: that of the pretrained weights
 * @param task the name of what is predicted; {@code null} leaves it to loss and corpus, see {@link
 *     TaskChoice}
 * @param decoding of the images' files; {@code null} is {@code WHOLE}
 * @param resize how images become that size; {@code null} leaves it to the weights, see {@link
 *     ImagesOfWeights}
 * @param batchSize images an update, 1 to 65,536
 * @param phases in order; each trains at least what the one before it trained
 * @param head what follows the network's body
 * @param loss what training makes smaller; {@code null} is the task's own
 * @param optimizer how weights follow gradients
 * @param schedule of each phase that has none of its own
 * @param trainingThreshold where a label counts as predicted in the metrics of each epoch; a task
 *     without thresholds doesn't ask for it
 * @param augmentation what training images go through; {@code null} for nothing
 * @param views how many altered views of each training image are kept where the stages that see
 *     images are frozen; 0: images are altered anew in each epoch. {@code null} is 0.
 * @param clipNorm the highest norm of an update's gradients; {@code null} for none
 * @param averageDecay decay of the weights' moving average, which is then used; {@code null} for
 *     none
 * @param earlyStopping when to stop, and to keep the best epoch; {@code null}: the last epoch's
 *     weights are used
 * @param search which of these settings are searched for first; {@code null} for none
 * @param published metrics that others published, or {@code null}
 * @param normalization {@value #UNIT}: the network gets pixels from 0 to 1; {@code null}: what its
 *     weights ask for, or without weights, each channel with mean 0 and variance 1 over the
 *     training part
 * @param startFrom the row, further up, of the same network, that this one goes on from: it begins
 *     with what that was trained to; {@code null} for none
 * @param settingsFrom the row, further up, whose search chose settings that this row has too, in
 *     place of those written here; {@code null} for none
 * @param initialValues how values are drawn that begin at random; {@code null}: as the network's
 *     authors do
 * @param metadata what the network takes of images besides pixels; {@code null} for nothing
 * @param text a column of text that it reads; {@code null} for none
 * @param boxes how boxes are learned where the task has any; {@code null}: as usual
 * @param foldHeads how many heads the network has, each trained without one of as many folds of the
 *     training part, 2 to 100; {@code null}: one, trained on all of it
 * @param crops which part of each image it sees; {@code null} for all of it
 * @param mixup how much examples of a batch are mixed, 0 to 100, of embeddings or of pixels,
 *     whichever is trained on; {@code null} is 0, for not at all
 * @param averageEpochs of how many last epochs of each phase the weights' mean is used, 1 to
 *     10,000; {@code null}: the last weights are
 * @param foldsWithValidation whether validation images are in the folds of {@code foldHeads} too;
 *     {@code null} is false
 */
// Over 300 lines: every setting of a row, and what it does to the text that names a checkpoint, is
// in one place.
public record RowRecipe(
        String name,
        String model,
        @JsonProperty(required = true) String weights,
        @JsonProperty(required = true) ImageSize imageSize,
        String task,
        Decoding decoding,
        @JsonInclude(JsonInclude.Include.NON_NULL) Resize resize,
        @JsonProperty(required = true) int batchSize,
        @JsonProperty(required = true) List<PhaseRecipe> phases,
        @JsonProperty(required = true) HeadRecipe head,
        LossRecipe loss,
        @JsonProperty(required = true) OptimizerRecipe optimizer,
        @JsonProperty(required = true) ScheduleRecipe schedule,
        @JsonProperty(required = true) double trainingThreshold,
        Augmentation augmentation,
        Integer views,
        Double clipNorm,
        Double averageDecay,
        EarlyStopping earlyStopping,
        @JsonInclude(JsonInclude.Include.NON_NULL) SearchRecipe search,
        Row.Published published,
        @JsonInclude(JsonInclude.Include.NON_NULL) String normalization,
        @JsonInclude(JsonInclude.Include.NON_NULL) String startFrom,
        @JsonInclude(JsonInclude.Include.NON_NULL) String settingsFrom,
        @JsonInclude(JsonInclude.Include.NON_NULL) InitialScheme initialValues,
        @JsonInclude(JsonInclude.Include.NON_NULL) MetadataRecipe metadata,
        @JsonInclude(JsonInclude.Include.NON_NULL) TextRecipe text,
        @JsonInclude(JsonInclude.Include.NON_NULL) BoxRecipe boxes,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer foldHeads,
        @JsonInclude(JsonInclude.Include.NON_NULL) CropRecipe crops,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double mixup,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer averageEpochs,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean foldsWithValidation) {

    /** Random initial values. */
    public static final String NO_WEIGHTS = "none";

    /** Pixels from 0 to 1. */
    public static final String UNIT = "unit";

    /** Ends the name of a row that takes the place of one whose weights are not available. */
    public static final String RANDOM_WEIGHTS = "-random-weights";

    /** The first of a network's weights that are available. */
    public static final String PRETRAINED = "pretrained";

    /** What rows did not have from the first, where it changes nothing. */
    private static final String LATER =
            ", (stepsPerEpoch|pseudoLabels|activityL1|embeddingDropout|map|deviation|divisor|top1|loss|note"
                    + "|search|normalization|startFrom|settingsFrom|predicted"
                    + "|initialValues|metadata|text|boxes|foldHeads|crops|mixup|averageEpochs|smoothing"
                    + "|residualAttention|decoder|labelLayer|foldsWithValidation)=null";

    /** The same among those that are here: nothing is fetched for a row that nobody named. */
    public static final String AT_HAND = "at-hand";

    public RowRecipe {
        phases = phases == null ? List.of() : List.copyOf(phases);
        loss = loss == null ? new LossRecipe.OfTask(true, null) : loss;
        decoding = decoding == null ? Decoding.WHOLE : decoding;
        augmentation = augmentation == null ? Augmentation.NONE : augmentation;
        views = views == null ? 0 : views;
        if (head != null && head.classMap() != null) {
            Check.that(
                    !NO_WEIGHTS.equals(weights),
                    "head.classMap",
                    "left out where weights is none: there is no pretrained head",
                    head.classMap());
            phases = List.of(PhaseRecipe.of(Phase.HEAD, 1));
            augmentation = Augmentation.NONE;
            views = 0;
        }
        Check.that(
                name != null && name.matches("[A-Za-z0-9._-]{1,64}") && !name.startsWith("."),
                "name",
                "1 to 64 letters, digits, dots, dashes and underscores",
                name);
        Check.that(model != null, "model", "the name of a network", model);
        Check.that(
                weights != null,
                "weights",
                "none, pretrained, at-hand or the name of weights",
                weights);
        ImagesOfWeights.check(imageSize, weights);
        Check.that(
                task == null || Tasks.find(task).isPresent(),
                "task",
                EnumText.or(Tasks.names()),
                task);
        Check.within("batchSize", batchSize, 1, 65_536);
        Check.that(!phases.isEmpty(), "phases", "a list of 1 or more", phases);
        Check.within("trainingThreshold", trainingThreshold, 0, 1);
        Check.within("views", views, 0, 1000);
        if (clipNorm != null) {
            Check.above0("clipNorm", clipNorm);
        }
        Check.that(
                normalization == null || normalization.equals(UNIT),
                "normalization",
                UNIT,
                normalization);
        Check.that(
                search == null || startFrom == null,
                "startFrom",
                "left out where settings are searched for",
                startFrom);
        Check.that(
                boxes == null || task == null || Tasks.byName(task).outputsBeside() > 0,
                "boxes",
                "left out where task is not " + ClassAndBox.INSTANCE.name(),
                boxes);
        if (foldHeads != null) {
            Check.within("foldHeads", foldHeads, 2, 100);
            Check.that(
                    phases.size() == 1
                            && phases.get(0).train().equals(Phase.HEAD)
                            && phases.get(0).pseudoLabels() == null
                            && startFrom == null
                            && boxes == null,
                    "foldHeads",
                    "left out where phases are more than one of the head, startFrom or boxes are given, or images without labels join",
                    foldHeads);
        }
        if (foldsWithValidation != null && foldsWithValidation) {
            Check.that(
                    foldHeads != null
                            && earlyStopping == null
                            && !(schedule instanceof ScheduleRecipe.Plateau),
                    "foldsWithValidation",
                    "left out or false without foldHeads, and with earlyStopping or the schedule plateau, which look at the images that a head has not seen",
                    foldsWithValidation);
        }
        checkShare("averageDecay", averageDecay == null ? 0 : averageDecay);
        Check.within("mixup", mixup == null ? 0 : mixup, 0, UpdateSettings.MOST_MIXUP);
        Check.that(
                mixup == null || mixup == 0 || (text == null && boxes == null),
                "mixup",
                "left out beside text and boxes, which don't mix",
                mixup);
        if (averageEpochs != null) {
            Check.within("averageEpochs", averageEpochs, 1, PhaseRecipe.MAX_EPOCHS);
            Check.that(
                    averageDecay == null && earlyStopping == null,
                    "averageEpochs",
                    "left out beside averageDecay and earlyStopping",
                    averageEpochs);
        }
        List<String> trained = phases.stream().map(PhaseRecipe::train).distinct().toList();
        Check.that(
                !NO_WEIGHTS.equals(weights) || trained.equals(List.of(Phase.ALL)),
                "train",
                "all where weights is none",
                trained);
        Check.that(
                !head.standardized() || trained.equals(List.of(Phase.HEAD)),
                "head.standardized",
                "false where more than the head is trained",
                head.standardized());
    }

    static void checkShare(String name, double value) {
        Check.that(value >= 0 && value < 1, name, "0 to below 1", value);
    }

    /** Returns what is predicted: what {@code task} names, or else what the loss is for. */
    public Task predicts() {
        return task == null ? loss.task().orElseGet(Tasks::usual) : Tasks.byName(task);
    }

    /**
     * Returns the text by which the checkpoints of a row are known. What rows did not have from the
     * first is left out where it changes nothing, and names are those of the first, so that older
     * checkpoints stay valid.
     */
    public String trainingText() {
        String text =
                toString()
                        .replace("decoding=" + Decoding.WHOLE + ", ", "")
                        .replace("resize=null, ", "")
                        .replace("resize=" + Resize.STRETCH + ", ", "")
                        .replace(", multipliers={", ", rateFactors={")
                        .replace(HeadRecipe.PLAIN, "")
                        .replaceAll(LATER, "");
        boolean isNamed = task != null && !predicts().equals(Tasks.usual());
        return isNamed ? text : text.replace("task=" + task + ", ", "");
    }

    /** Returns how many heads the network has. */
    public int heads() {
        return foldHeads == null ? 1 : foldHeads;
    }

    /** Returns the columns of the corpus, or of what is known of files, that the network takes. */
    public List<String> columns() {
        List<String> columns = new ArrayList<>();
        Optional.ofNullable(metadata).ifPresent(of -> columns.addAll(of.columns()));
        Optional.ofNullable(text).ifPresent(of -> columns.add(of.column()));
        return columns;
    }

    /** Returns whether training images are altered at random. */
    public boolean augmented() {
        return !augmentation.transforms().isEmpty();
    }

    /** Returns whether images without labels join. */
    public boolean hasPseudoLabels() {
        return phases.stream().anyMatch(phase -> phase.pseudoLabels() != null);
    }

    /** Returns the epochs of all phases. */
    public int epochs() {
        return phases.stream().mapToInt(PhaseRecipe::epochs).sum();
    }

    /** Returns the phase that trains the most. */
    public PhaseRecipe lastPhase() {
        return phases.get(phases.size() - 1);
    }

    /** Returns the name of a row that has none of its own, as folders may be named. */
    static String nameFor(String model) {
        return model.replaceAll("[+@~^]", "-");
    }

    /**
     * Returns these settings for another model. A model without published weights is trained from
     * random values.
     *
     * @param newName such as {@code resnet50.keras}: what the user wrote
     * @param newModel such as {@code resnet50}
     */
    RowRecipe forModel(String newName, String newModel) {
        Map<String, Object> changes =
                WeightsRegistry.standard().cardsFor(newModel).isEmpty()
                        ? fromScratch(List.of())
                        : new HashMap<>();
        changes.put("name", nameFor(newName));
        changes.put("model", newModel);
        changes.putIfAbsent(
                "weights",
                newName.equals(newModel)
                        ? PRETRAINED
                        : JoinedBackbone.joined(JoinedBackbone.networks(newName)));
        changes.put("published", null);
        changes.put("startFrom", null);
        changes.put("settingsFrom", null);
        changes.put("crops", null);
        return RecordCopy.with(this, changes);
    }

    /**
     * Returns these settings for the same network from random values, under a name that says so:
     * everything is trained, for as many epochs as all phases have, with the row's schedule.
     *
     * @throws RecipeException if the row's name is too long to add {@value #RANDOM_WEIGHTS} to it
     */
    public RowRecipe fromRandomWeights() {
        Map<String, Object> changes = fromScratch(head.hidden());
        changes.put("name", name + RANDOM_WEIGHTS);
        changes.put("startFrom", startFrom == null ? null : startFrom + RANDOM_WEIGHTS);
        changes.put("views", 0);
        return RecordCopy.with(this, changes);
    }

    private Map<String, Object> fromScratch(List<Integer> hidden) {
        Map<String, Object> changes = new HashMap<>();
        changes.put("weights", NO_WEIGHTS);
        changes.put("foldHeads", null);
        changes.put("foldsWithValidation", null);
        changes.put("imageSize", ImagesOfWeights.likely(this));
        changes.put(
                "phases",
                hasPseudoLabels()
                        ? phases.stream().map(PhaseRecipe::ofAll).toList()
                        : List.of(PhaseRecipe.of(Phase.ALL, epochs())));
        Map<String, Object> of = new HashMap<>(Map.of("hidden", hidden, "standardized", false));
        of.put("activityL1", hidden.isEmpty() ? null : head.activityL1());
        of.put("deviation", null);
        changes.put("head", RecordCopy.with(head, of));
        return changes;
    }

    /**
     * Returns the row with other settings.
     *
     * @param settings by their names in recipes; {@code epochs} are shared by the phases as before,
     *     with one at least each; with {@code epochShare}, each phase has this share of its own
     */
    public RowRecipe with(Map<String, ?> settings) {
        Map<String, Object> changes = new HashMap<>(settings);
        if (changes.remove("epochs") instanceof Integer total) {
            changes.put("phases", PhaseRecipe.shared(phases, total));
        }
        if (changes.remove("epochShare") instanceof Double share) {
            changes.put("phases", phases.stream().map(phase -> phase.shortened(share)).toList());
        }
        return RecordCopy.with(this, changes);
    }

    /** Returns whether a row is the named one, or stands in its place from random values. */
    public static boolean isOf(String row, String named) {
        return row.equals(named) || row.equals(named + RANDOM_WEIGHTS);
    }

    /** Returns the row with a task, and the loss to train it with. */
    RowRecipe predicting(Task newTask, LossRecipe newLoss) {
        return with(Map.of("task", newTask.name(), "loss", newLoss));
    }
}
