package org.tagzoo.app.recipe;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tagzoo.datasets.text.NearNames;
import org.tagzoo.zoo.finetune.Phase;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsRegistry;

/**
 * Finds the mistakes of a recipe that show only when its rows are put together with their networks,
 * before anything else is done: a run of many hours must not fail at its last row.
 */
public final class RecipeCheck {

    /** Labels and updates are known only with the corpus; any will do. */
    private static final int LABELS = 2;

    private static final long UPDATES = 100;

    private static final Normalization ANY =
            new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    private RecipeCheck() {}

    /**
     * Checks all rows.
     *
     * @throws RecipeException naming the first row that can't be trained, and the setting
     */
    public static void check(Recipe recipe) {
        WeightsRegistry registry = WeightsRegistry.standard();
        Map<String, String> names = new HashMap<>();
        for (RowRecipe row : recipe.rows()) {
            // A file system that does not tell case apart has one folder for both.
            String other = names.put(row.name().toLowerCase(Locale.ROOT), row.name());
            if (other != null) {
                throw new RecipeException(
                        "row '%s': name must differ from that of row '%s'"
                                .formatted(row.name(), other));
            }
            try {
                check(row, registry);
            } catch (IllegalArgumentException | RecipeException e) {
                throw new RecipeException("row '%s': %s".formatted(row.name(), e.getMessage()));
            }
        }
    }

    private static void check(RowRecipe row, WeightsRegistry registry) {
        Backbone backbone =
                Backbones.byName(row.model())
                        .orElseThrow(
                                () ->
                                        new RecipeException(
                                                "model must be %s, not %s"
                                                        .formatted(
                                                                oneOf(
                                                                        row.model(),
                                                                        Backbones.names()),
                                                                row.model())));
        checkWeights(row, registry);
        List<Phase> phases = row.phases().stream().map(p -> p.phase(row.schedule())).toList();
        Phase.check(phases, graph(row, backbone));
        for (PhaseRecipe phase : row.phases()) {
            phase.ownSchedule().orElse(row.schedule()).build(UPDATES, phase.epochs());
        }
        if (row.task() != null) {
            TaskChoice.requireLoss(row.predicts(), row.loss());
        }
        row.loss().build(new double[] {1, 1});
    }

    private static Graph graph(RowRecipe row, Backbone backbone) {
        HeadRecipe head = row.head();
        try {
            return new Network(
                            backbone,
                            new Head(LABELS, head.hidden(), head.dropout(), head.standardized()))
                    .graph(row.imageSize(), ANY);
        } catch (IllegalArgumentException e) {
            throw new RecipeException(
                    "imageSize %d: %s".formatted(row.imageSize(), e.getMessage()));
        }
    }

    private static void checkWeights(RowRecipe row, WeightsRegistry registry) {
        if (row.weights().equals(RowRecipe.NO_WEIGHTS)) {
            return;
        }
        List<String> known =
                registry.cardsFor(row.model()).stream().map(WeightsCard::name).toList();
        Setting.require(
                "weights",
                !known.isEmpty(),
                "none, as there are no pretrained weights of " + row.model(),
                row.weights());
        boolean fits =
                row.weights().equals(RowRecipe.PRETRAINED)
                        || row.weights().equals(row.model())
                        || known.contains(row.weights());
        Setting.require(
                "weights",
                fits,
                "none, pretrained or, for %s, %s".formatted(row.model(), String.join(", ", known)),
                row.weights());
    }

    private static String oneOf(String name, List<String> known) {
        List<String> near = NearNames.of(name, known);
        return near.isEmpty() ? "one of " + String.join(", ", known) : String.join(" or ", near);
    }
}
