package org.tagzoo.app.recipe;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.text.NearNames;
import org.tagzoo.zoo.finetune.Phase;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Domains;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.JoinedBackbone;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.SideInputs;
import org.tagzoo.zoo.network.StageFeatures;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.task.ClassAndBox;
import org.tagzoo.zoo.task.Classes;

/**
 * Finds the mistakes of a recipe that show only when its rows are put together with their networks,
 * before anything else is done: a run of many hours must not fail at its last row.
 */
public final class RecipeCheck {

    /** Updates are known only with the corpus; any will do. */
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
        Map<String, String> names = new HashMap<>();
        Map<String, RowRecipe> before = new LinkedHashMap<>();
        recipe.withEach(
                row -> {
                    requireOther(names, row.name());
                    check(row);
                    if (row.startFrom() != null) {
                        checkStart(recipe, row, before);
                    }
                    if (row.settingsFrom() != null) {
                        checkSettings(recipe, row, before);
                    }
                    if (row.crops() != null) {
                        checkCrops(row, before);
                    }
                    before.put(row.name(), row);
                    if (row.search() != null) {
                        SearchSpace space = new SearchSpace(row);
                        space.each().forEach(values -> check(space.row(values)));
                    }
                    return row;
                });
        for (Yardsticks.Model model : recipe.models()) {
            try {
                requireOther(names, model.name());
                if (model.embedding() != null) {
                    check(recipe.embedding(model.embedding()));
                }
                if (model.row() != null) {
                    RowRecipe row = further("row", model.row(), before);
                    Check.that(row.crops() == null, "row", "one without crops", row.name());
                    Check.that(
                            StageFeatures.areIn(
                                    graph(row, Backbones.byName(row.model()).orElseThrow())),
                            "row",
                            "one whose network looks at images",
                            row.name());
                }
            } catch (IllegalArgumentException e) {
                throw new RecipeException(
                        "yardstick '%s': %s".formatted(model.name(), e.getMessage()));
            }
        }
    }

    /** A file system that does not tell case apart has one folder for both. */
    private static void requireOther(Map<String, String> names, String name) {
        String other = names.put(name.toLowerCase(Locale.ROOT), name);
        if (other != null) {
            throw new RecipeException("name must differ from that of row '%s'".formatted(other));
        }
    }

    private static void check(RowRecipe row) {
        List<String> names = Backbones.names();
        Backbone backbone = Backbones.byName(row.model()).orElse(null);
        Check.that(backbone != null, "model", oneOf(row.model(), names), row.model());
        checkWeights(row);
        Check.that(
                row.normalization() == null || !(backbone instanceof JoinedBackbone),
                "normalization",
                "left out where a network joins several, or views of an image",
                row.normalization());
        Phase.check(
                row.phases().stream().map(p -> p.phase(row.schedule())).toList(),
                graph(row, backbone));
        for (PhaseRecipe phase : row.phases()) {
            phase.ownSchedule().orElse(row.schedule()).build(UPDATES, phase.epochs());
        }
        if (row.task() != null) {
            TaskChoice.requireLoss(row.predicts(), row.loss());
        }
        Phase.checkPseudoLabels(
                row.phases().stream().map(p -> p.phase(row.schedule())).toList(),
                row.startFrom() != null,
                row.loss().build(new double[] {1, 1}),
                row.batchSize());
    }

    /** A row that stands further up has no way back to this one. */
    private static RowRecipe further(String setting, String name, Map<String, RowRecipe> up) {
        Check.that(
                up.containsKey(name),
                setting,
                "the name of a row further up"
                        + (up.isEmpty() ? "" : ": " + String.join(", ", up.keySet())),
                name);
        return up.get(name);
    }

    /** Whatever the searches choose, the row must be able to have it. */
    private static void checkSettings(Recipe recipe, RowRecipe row, Map<String, RowRecipe> before) {
        RowRecipe from = further("settingsFrom", row.settingsFrom(), before);
        Check.that(
                from.search() != null || from.settingsFrom() != null,
                "settingsFrom",
                "a row with a search, or with settingsFrom itself",
                from.name());
        Check.that(
                row.startFrom() == null,
                "startFrom",
                "left out where settingsFrom is given",
                row.startFrom());
        takingOver(recipe, row, before).forEach(RecipeCheck::check);
    }

    /** Returns a row with each value that searches of rows further up may choose for it. */
    private static Stream<RowRecipe> takingOver(
            Recipe recipe, RowRecipe row, Map<String, RowRecipe> before) {
        ChosenSettings settings = new ChosenSettings(recipe, row);
        Stream<RowRecipe> taking = Stream.of();
        RowRecipe up = before.get(row.settingsFrom());
        for (; up != null; up = before.get(up.settingsFrom())) {
            if (up.search() != null) {
                taking =
                        Stream.concat(
                                taking, new SearchSpace(up).each().stream().map(settings::with));
            }
        }
        return taking;
    }

    /** The row with the boxes is trained again by itself, in folds. */
    private static void checkCrops(RowRecipe row, Map<String, RowRecipe> before) {
        RowRecipe from = further("crops.of", row.crops().of(), before);
        Check.that(
                from.predicts().outputsBeside() > 0,
                "crops.of",
                "a row of task " + ClassAndBox.INSTANCE.name(),
                from.name());
        Check.that(
                from.startFrom() == null && from.settingsFrom() == null,
                "crops.of",
                "a row without startFrom and settingsFrom",
                from.name());
        Check.that(
                row.predicts().equals(Classes.INSTANCE),
                "task",
                "classes where there are crops",
                row.predicts().name());
        Check.that(
                !row.hasPseudoLabels(),
                "pseudoLabels",
                "left out where there are crops: images without labels have none",
                row.hasPseudoLabels());
    }

    private static void checkStart(Recipe recipe, RowRecipe row, Map<String, RowRecipe> before) {
        RowRecipe start = further("startFrom", row.startFrom(), before);
        Stream<RowRecipe> trained = Stream.of(start);
        if (start.search() != null) {
            SearchSpace space = new SearchSpace(start);
            trained = space.each().stream().map(space::row);
        }
        Check.that(
                Stream.concat(trained, takingOver(recipe, start, before))
                        .allMatch(other -> isAlike(row, other)),
                "startFrom",
                "a row with the same model, weights and layers of the head"
                        + (row.head().flatten() ? ", and of the same imageSize" : "")
                        + (start.search() == null && start.settingsFrom() == null
                                ? ""
                                : ", whatever a search finds"),
                row.startFrom());
        Phase.check(
                Stream.of(start.lastPhase(), row.phases().get(0))
                        .map(phase -> phase.phase(row.schedule()))
                        .toList(),
                graph(row, Backbones.byName(row.model()).orElseThrow()));
    }

    /** Whether two rows have the same tensors, of whose names a dropout layer moves the last. */
    private static boolean isAlike(RowRecipe row, RowRecipe other) {
        return row.model().equals(other.model())
                && row.weights().equals(other.weights())
                && row.head().standardized() == other.head().standardized()
                && row.head().deviationOr1() == other.head().deviationOr1()
                && Objects.equals(row.head().classMap(), other.head().classMap())
                && tensors(row).equals(tensors(other));
    }

    private static List<Parameter> tensors(RowRecipe row) {
        return graph(row, Backbones.byName(row.model()).orElseThrow()).parameters();
    }

    /** Returns inputs such as a row has with any corpus. */
    private static SideInputs side(RowRecipe row) {
        return new SideInputs(
                Domains.NONE,
                Optional.ofNullable(row.metadata()).map(metadata -> MetadataRecipe.sample()),
                Optional.ofNullable(row.text()).map(TextRecipe::sample));
    }

    private static Graph graph(RowRecipe row, Backbone backbone) {
        Network network = new Network(backbone, row.head().sample(side(row)), row.heads());
        try {
            return network.graph(ImagesOfWeights.likely(row), ANY);
        } catch (IllegalArgumentException e) {
            throw new RecipeException(
                    "imageSize %s: %s".formatted(ImagesOfWeights.likely(row), e.getMessage()));
        }
    }

    private static void checkWeights(RowRecipe row) {
        List<String> known =
                WeightsRegistry.standard().cardsFor(row.model()).stream()
                        .map(WeightsCard::name)
                        .toList();
        boolean isNone = row.weights().equals(RowRecipe.NO_WEIGHTS);
        Check.that(
                isNone || !known.isEmpty(),
                "weights",
                "none, as there are no pretrained weights of " + row.model(),
                row.weights());
        Check.that(
                isNone
                        || List.of(RowRecipe.PRETRAINED, RowRecipe.AT_HAND, row.model())
                                .contains(row.weights())
                        || known.contains(row.weights()),
                "weights",
                "none, pretrained, at-hand or, for %s, %s"
                        .formatted(row.model(), String.join(", ", known)),
                row.weights());
    }

    private static String oneOf(String name, List<String> known) {
        List<String> near = NearNames.of(name, known);
        return near.isEmpty() ? "one of " + String.join(", ", known) : String.join(" or ", near);
    }
}
