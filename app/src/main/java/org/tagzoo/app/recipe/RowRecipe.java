package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.OptionalInt;
import org.tagzoo.app.report.Row;
import org.tagzoo.zoo.registry.WeightsRegistry;

/**
 * How one network is trained.
 *
 * @param name the row's name in the table and its folder, unique in a recipe
 * @param model the network, such as {@code resnet50}
 * @param weights {@code none}: random first values; {@code pretrained}: the best at hand; else the
 *     name of a set of weights, such as {@code resnet50.keras}
 * @param train which part is trained, the body staying frozen or not
 * @param imageSize side of the pictures in pixels
 * @param epochs times through the training part
 * @param batchSize pictures an update
 * @param maxLr highest learning rate of the one-cycle schedule
 * @param baseMomentum lowest momentum of the schedule
 * @param maxMomentum highest momentum
 * @param weightDecay of matrices; 0 for none
 * @param posWeight whether positives weigh as much as negatives, label by label
 * @param trainingThreshold where a label counts as attached in the figures of each epoch
 * @param hidden widths of the head's layers before the last
 * @param dropout share of elements dropped before the head's last layer
 * @param standardized whether embeddings are brought to mean 0 and variance 1 first
 * @param published figures that others printed, or {@code null}
 */
public record RowRecipe(
        String name,
        String model,
        String weights,
        Train train,
        int imageSize,
        int epochs,
        int batchSize,
        double maxLr,
        double baseMomentum,
        double maxMomentum,
        double weightDecay,
        boolean posWeight,
        double trainingThreshold,
        List<Integer> hidden,
        double dropout,
        boolean standardized,
        Row.Published published) {

    /** No first weights but random ones. */
    public static final String NO_WEIGHTS = "none";

    /** The best weights at hand. */
    public static final String PRETRAINED = "pretrained";

    /** What is trained. */
    public enum Train {
        /**
         * The head; the body stays as it was loaded, and each picture's embedding is computed once.
         */
        @JsonProperty("head")
        HEAD,
        /** Everything. */
        @JsonProperty("all")
        ALL
    }

    public RowRecipe {
        hidden = hidden == null ? List.of() : List.copyOf(hidden);
        require(
                name,
                "name",
                name != null && name.matches("[A-Za-z0-9._-]{1,64}") && !name.startsWith("."),
                "1 to 64 letters, digits, dots, dashes and underscores",
                name);
        require(name, "model", model != null, "the name of a network", model);
        require(
                name,
                "weights",
                weights != null,
                "none, pretrained or the name of weights",
                weights);
        require(name, "train", train != null, "head or all", train);
        require(name, "imageSize", imageSize >= 8 && imageSize <= 1024, "8 to 1024", imageSize);
        require(name, "epochs", epochs >= 1 && epochs <= 10_000, "1 to 10000", epochs);
        require(name, "batchSize", batchSize >= 1 && batchSize <= 65_536, "1 to 65536", batchSize);
        require(name, "maxLr", maxLr > 0 && maxLr <= 100, "above 0, 100 at most", maxLr);
        require(
                name,
                "maxMomentum",
                maxMomentum >= 0 && maxMomentum < 1,
                "0 to below 1",
                maxMomentum);
        require(
                name,
                "baseMomentum",
                baseMomentum >= 0 && baseMomentum <= maxMomentum,
                "0 to maxMomentum (" + maxMomentum + ")",
                baseMomentum);
        require(
                name,
                "weightDecay",
                weightDecay >= 0 && weightDecay < 1,
                "0 to below 1",
                weightDecay);
        require(
                name,
                "trainingThreshold",
                trainingThreshold >= 0 && trainingThreshold <= 1,
                "0 to 1",
                trainingThreshold);
        require(
                name,
                "hidden",
                hidden.stream().allMatch(width -> width >= 1 && width <= 65_536),
                "widths of 1 to 65536",
                hidden);
        require(name, "dropout", dropout >= 0 && dropout < 1, "0 to below 1", dropout);
        boolean fromScratch = NO_WEIGHTS.equals(weights);
        require(
                name,
                "train",
                !fromScratch || train == Train.ALL,
                "all where weights is none",
                train);
        require(
                name,
                "standardized",
                !standardized || train == Train.HEAD,
                "false where train is all",
                standardized);
    }

    /**
     * Returns these settings for another model. A model without published weights is trained from
     * random values.
     *
     * @param newName such as {@code resnet50.keras}: what the user wrote
     * @param newModel such as {@code resnet50}
     */
    RowRecipe forModel(String newName, String newModel) {
        boolean scratch = WeightsRegistry.standard().cardsFor(newModel).isEmpty();
        String source = scratch ? NO_WEIGHTS : newName.equals(newModel) ? PRETRAINED : newName;
        return new RowRecipe(
                newName,
                newModel,
                source,
                scratch ? Train.ALL : Train.HEAD,
                imageSize,
                epochs,
                batchSize,
                maxLr,
                baseMomentum,
                maxMomentum,
                weightDecay,
                posWeight,
                trainingThreshold,
                scratch ? List.of() : hidden,
                dropout,
                !scratch && standardized,
                null);
    }

    /**
     * Returns the row with another size of pictures, number of epochs or batch size, where one is
     * given.
     */
    public RowRecipe with(OptionalInt size, OptionalInt newEpochs, OptionalInt batch) {
        return new RowRecipe(
                name,
                model,
                weights,
                train,
                size.orElse(imageSize),
                newEpochs.orElse(epochs),
                batch.orElse(batchSize),
                maxLr,
                baseMomentum,
                maxMomentum,
                weightDecay,
                posWeight,
                trainingThreshold,
                hidden,
                dropout,
                standardized,
                published);
    }

    private static void require(
            String row, String setting, boolean fine, String allowed, Object received) {
        if (!fine) {
            throw new RecipeException(
                    "row '%s': %s must be %s, not %s".formatted(row, setting, allowed, received));
        }
    }
}
