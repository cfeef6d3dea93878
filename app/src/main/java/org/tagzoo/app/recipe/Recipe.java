package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.tagzoo.datasets.text.NearNames;
import org.tagzoo.zoo.finetune.Phase;
import org.tagzoo.zoo.metric.Baseline;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.registry.WeightsCard;

/**
 * Which networks a comparison trains, and how.
 *
 * @param name such as {@code quick}
 * @param description one sentence for the report
 * @param frontier whether each network's speed is measured too, and weights that are not here are
 *     not fetched
 * @param defaults what rows are like that a user adds by naming a model
 * @param rows a row a network; their names differ
 * @param yardsticks what networks are held against; {@code null} for none but the usual baselines
 */
public record Recipe(
        String name,
        String description,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean frontier,
        RowRecipe defaults,
        List<RowRecipe> rows,
        @JsonInclude(JsonInclude.Include.NON_NULL) Yardsticks yardsticks) {

    public Recipe {
        rows = List.copyOf(rows);
    }

    /**
     * Returns the same recipe with rows that are changed.
     *
     * @throws RecipeException naming the first row that the change refuses
     */
    public Recipe withEach(UnaryOperator<RowRecipe> change) {
        return withRows(rows.stream().map(row -> changed(row, change)).toList());
    }

    private static RowRecipe changed(RowRecipe row, UnaryOperator<RowRecipe> change) {
        try {
            return change.apply(row);
        } catch (IllegalArgumentException e) {
            throw new RecipeException("row '%s': %s".formatted(row.name(), e.getMessage()));
        }
    }

    /**
     * Returns the recipe with the named rows only, in the order of the names. A name is that of a
     * row, or of a model: then it stands for the recipe's rows of that model, or, if it has none,
     * for a new row with the recipe's shared settings. {@code resnet50.keras} is a model with its
     * weights. Yardsticks are left out, but for a person's. A row that a named one starts from or
     * takes settings from comes before it, named or not.
     *
     * @throws RecipeException if a name is neither; a near name is suggested
     */
    public Recipe select(List<String> names) {
        List<RowRecipe> named = names.stream().flatMap(this::rows).distinct().toList();
        return new Recipe(name, description, frontier, defaults, named, persons());
    }

    /** Returns the one threshold of training of all rows that have any; empty if they differ. */
    public Optional<Double> threshold() {
        List<Double> thresholds =
                rows.stream()
                        .filter(row -> row.predicts().hasThresholds())
                        .map(RowRecipe::trainingThreshold)
                        .distinct()
                        .toList();
        return thresholds.size() == 1 ? Optional.of(thresholds.get(0)) : Optional.empty();
    }

    /**
     * Checks that losses name no label that a corpus lacks, before hours of other rows.
     *
     * @throws RecipeException naming the first row whose loss does
     */
    public void checkLosses(List<String> labels) {
        withEach(
                row -> {
                    row.loss().build(labels, new double[labels.size()]);
                    return row;
                });
    }

    /** Returns the recipe with searches that train each of their trials to the end. */
    public Recipe withoutHalving() {
        return withEach(
                row ->
                        row.search() == null
                                ? row
                                : row.with(Map.of("search", row.search().withoutRungs())));
    }

    /** Returns a row, which may begin at random as its weights were not available. */
    public Optional<RowRecipe> row(String name) {
        Optional<RowRecipe> found = rows.stream().filter(r -> r.name().equals(name)).findFirst();
        return found.or(
                () ->
                        rows.stream()
                                .filter(r -> name.equals(r.name() + RowRecipe.RANDOM_WEIGHTS))
                                .findFirst()
                                .map(RowRecipe::fromRandomWeights));
    }

    /** Returns each row, and after it what single values of its search make of it. */
    public List<RowRecipe> possible() {
        List<RowRecipe> possible = new ArrayList<>();
        for (RowRecipe row : rows) {
            possible.add(row);
            if (row.search() != null) {
                SearchSpace space = new SearchSpace(row);
                space.each().forEach(values -> possible.add(space.row(values)));
            }
        }
        return possible;
    }

    /** Returns the models that are rows too, after the networks. */
    public List<Yardsticks.Model> models() {
        return yardsticks == null ? List.of() : yardsticks.models();
    }

    /**
     * Returns a row of a network by the recipe's shared settings, for its embeddings alone: a row
     * of that network may have another head.
     *
     * @throws RecipeException if there is no such network
     */
    public RowRecipe embedding(String model) {
        return added(model)
                .with(
                        Map.of(
                                "phases",
                                List.of(PhaseRecipe.of(Phase.HEAD, 1)),
                                "head",
                                new HeadRecipe(List.of(), 0, false)));
    }

    /** Returns what a person came to, with its 95% interval. */
    public Optional<Baseline> person() {
        return Optional.ofNullable(yardsticks)
                .map(Yardsticks::person)
                .map(Yardsticks.Person::baseline);
    }

    private Yardsticks persons() {
        return yardsticks == null || yardsticks.person() == null
                ? null
                : new Yardsticks(List.of(), yardsticks.person());
    }

    private Stream<RowRecipe> rows(String wanted) {
        Optional<List<RowRecipe>> found =
                Stream.<Function<RowRecipe, String>>of(RowRecipe::name, RowRecipe::model)
                        .map(key -> rows.stream().filter(r -> key.apply(r).equals(wanted)).toList())
                        .filter(some -> !some.isEmpty())
                        .findFirst();
        return found.orElseGet(() -> List.of(added(wanted))).stream()
                .flatMap(row -> started(row, rows.size()))
                .map(Recipe::named);
    }

    /**
     * Returns a row after those that it starts from, or takes settings or boxes from; the check of
     * the recipe refuses circles.
     */
    private Stream<RowRecipe> started(RowRecipe row, int most) {
        return Stream.concat(
                rows.stream()
                        .filter(
                                other ->
                                        most > 0
                                                && (other.name().equals(row.startFrom())
                                                        || other.name().equals(row.settingsFrom())
                                                        || (row.crops() != null
                                                                && other.name()
                                                                        .equals(row.crops().of()))))
                        .flatMap(other -> started(other, most - 1)),
                Stream.of(row));
    }

    /** Weights of a row that is named are fetched. */
    private static RowRecipe named(RowRecipe row) {
        return row.weights().equals(RowRecipe.AT_HAND)
                ? row.with(Map.of("weights", RowRecipe.PRETRAINED))
                : row;
    }

    private RowRecipe added(String wanted) {
        String model = WeightsCard.architectureOf(wanted);
        try {
            if (Backbones.byName(model).isPresent()) {
                return defaults.forModel(wanted, model);
            }
        } catch (IllegalArgumentException e) {
            throw new RecipeException(e.getMessage());
        }
        Set<String> known = new TreeSet<>(Backbones.names());
        rows.forEach(row -> known.add(row.name()));
        throw new RecipeException(
                "There is no network or row '%s'.%s Networks and rows are %s"
                        .formatted(
                                wanted,
                                NearNames.question(wanted, known, ""),
                                String.join(", ", known)));
    }

    private Recipe withRows(List<RowRecipe> newRows) {
        return new Recipe(name, description, frontier, defaults, newRows, yardsticks);
    }
}
