package org.tagzoo.zoo.finetune;

import java.util.List;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.dataset.TargetForm;
import org.tagzoo.zoo.network.Normalization;

/** Finds what of a fine-tuning's settings is missing or does not fit, before an image is read. */
final class FineTuningCheck {

    private FineTuningCheck() {}

    /**
     * @throws IllegalArgumentException if a setting is missing, or phases don't fit the network
     */
    static void check(FineTuning made) {
        if (made.data == null
                || made.network == null
                || made.images == null
                || made.optimizer == null) {
            throw new IllegalArgumentException(
                    "A fine-tuning needs data, a network, images and an optimiser");
        }
        if (made.data.hasUnknown() && made.task.targetForm() == TargetForm.CLASS_INDEX) {
            throw new IllegalArgumentException(
                    "Of some images labels are unknown: task %s needs the class of each, tags do not"
                            .formatted(made.task.name()));
        }
        boolean hasBox = made.task.outputsBeside() > 0;
        Check.that(
                made.network.head().form().box() == hasBox,
                "the head's box",
                hasBox + " for task " + made.task.name(),
                made.network.head().form().box());
        made.task.requireResize(made.images.resize());
        made.others.ifPresent(
                others ->
                        Check.that(
                                others.corpusHash().equals(made.data.scanned().hash()),
                                "the corpus that images without labels were sought beside",
                                "that of the data",
                                "another"));
        Check.that(
                made.updates.mixup() == 0 || (!hasBox && made.network.head().form().text() == null),
                "mixup",
                "0 where a box is predicted or a text is read, which don't mix",
                made.updates.mixup());
        if (hasBox) {
            Check.that(
                    made.unlabelled.images().isEmpty(),
                    "images without labels",
                    "left out for task " + made.task.name() + ", whose boxes they lack",
                    made.unlabelled.images().size());
            made.data.images().stream()
                    .filter(image -> image.boxes().size() > 1)
                    .findFirst()
                    .ifPresent(
                            image ->
                                    Check.that(
                                            false,
                                            "the number of boxes of '" + image.id() + "'",
                                            "1 or none: read the corpus with Several.LARGEST",
                                            image.boxes().size()));
        }
        Check.that(
                made.network.heads() == 1
                        || (made.phases.size() == 1
                                && made.phases.get(0).train().equals(Phase.HEAD)
                                && made.phases.get(0).pseudoLabels().isEmpty()),
                "the phases of a network of several heads",
                "one of the head, without pseudo-labels",
                made.phases.size());
        Check.that(
                !made.foldsWithValidation
                        || (made.network.heads() > 1 && made.earlyStopping.isEmpty()),
                "folds with validation images",
                "asked for with two heads or more alone, and without early stopping, which would look at the images that a head has not seen",
                made.network.heads());
        Normalization any = new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
        Phase.check(made.phases, made.network.graph(made.images.size(), any));
        boolean isPseudo = made.phases.stream().anyMatch(p -> p.pseudoLabels().isPresent());
        if (isPseudo && made.unlabelled.images().isEmpty()) {
            throw new IllegalArgumentException(
                    "A phase with pseudo-labels needs images without labels: optUnlabelled");
        }
        boolean trainsAll = made.phases.stream().allMatch(p -> p.train().equals(Phase.ALL));
        if (made.weights.isEmpty() && !trainsAll) {
            throw new IllegalArgumentException(
                    "Without weights everything is trained, from the first phase on: give weights,"
                            + " or have each phase train all");
        }
    }
}
