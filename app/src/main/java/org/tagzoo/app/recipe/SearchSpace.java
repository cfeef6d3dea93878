package org.tagzoo.app.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.random.SeedSequence;

/**
 * The trials of a row's {@link SearchRecipe}, and the rows that they are.
 *
 * <p>A setting goes by its place in the row: {@code batchSize}, {@code schedule.maxLr}, {@code
 * phases.1.epochs} (counted from 1), {@code loss} with all that is in it, or {@code epochs}, which
 * the phases share. Its values are a list, or {@code {uniform: [0, 0.5]}} or {@code {logUniform:
 * [0.001, 1]}}, both ends included; numbers that are drawn are rounded to four digits, and to whole
 * ones where the setting is whole. What is drawn depends on the seed, the setting and the number of
 * the trial alone.
 */
public final class SearchSpace {

    static final String EPOCHS = RowSettings.EPOCHS;
    private static final String UNIFORM = "uniform";
    private static final String LOG_UNIFORM = "logUniform";
    private static final MathContext FOUR_DIGITS = new MathContext(4);

    /** What a trial can't change: it would be another row, or be judged by other rules. */
    private static final Set<String> FIXED =
            Set.of("name", "task", "published", "search", "startFrom", "settingsFrom", "crops");

    private final RowRecipe row;
    private final SearchRecipe search;
    private final RowSettings fixed;
    private final Map<String, Values> settings = new LinkedHashMap<>();
    private final int count;

    /** The values of one setting: a list, or two ends. */
    private record Values(List<JsonNode> list, double from, double to, boolean log, boolean whole) {

        boolean isList() {
            return !list.isEmpty();
        }

        JsonNode draw(SplittableRandom random) {
            if (isList()) {
                return list.get(random.nextInt(list.size()));
            }
            double share = random.nextDouble();
            double value =
                    log
                            ? Math.exp(Math.log(from) + share * (Math.log(to) - Math.log(from)))
                            : from + share * (to - from + (whole ? 1 : 0));
            if (whole) {
                return number(log ? Math.rint(value) : Math.min(to, Math.floor(value)));
            }
            return number(BigDecimal.valueOf(value).round(FOUR_DIGITS).doubleValue());
        }

        JsonNode number(double value) {
            double within = Math.max(from, Math.min(to, value));
            return whole ? LongNode.valueOf((long) within) : DoubleNode.valueOf(within);
        }

        List<JsonNode> ends() {
            return isList() ? list : List.of(number(from), number(to));
        }
    }

    /**
     * @param row with a search
     * @throws RecipeException if a setting or its values are none, naming both
     */
    public SearchSpace(RowRecipe row) {
        this.row = row.with(Collections.singletonMap("search", null));
        this.search = row.search();
        this.fixed = new RowSettings(this.row);
        search.settings().forEach((name, values) -> settings.put(name, values(name, values)));
        search.always().forEach(trial -> trial.keySet().forEach(this::requireOpen));
        Check.that(
                row.startFrom() == null,
                "search",
                "left out of a row with startFrom: its trials would begin with what that row saw",
                row.startFrom());
        long combinations = 1;
        for (Map.Entry<String, Values> setting : settings.entrySet()) {
            Check.that(
                    setting.getValue().isList() || search.trials() != null,
                    "search.trials",
                    "the number of trials where values are drawn, as for " + setting.getKey(),
                    search.trials());
            combinations =
                    Math.min(
                            SearchRecipe.MOST_TRIALS + 1,
                            combinations * setting.getValue().list().size());
        }
        Check.that(
                search.trials() != null || combinations <= SearchRecipe.MOST_TRIALS,
                "search.settings",
                "%d combinations at most, or as many trials as search.trials says"
                        .formatted(SearchRecipe.MOST_TRIALS),
                "more");
        count = search.trials() == null ? (int) combinations : search.trials();
    }

    static boolean isOfPhases(String name) {
        return name.split("\\.", 2)[0].equals("phases");
    }

    private void requireOpen(String name) {
        String first = name.split("\\.", 2)[0];
        boolean isEpochs = name.equals(EPOCHS) || isOfPhases(name);
        Check.that(
                !FIXED.contains(first) && (!isEpochs || search.rungs().isEmpty()),
                "search.settings",
                isEpochs
                        ? "other settings where search.rungs gives the epochs"
                        : "settings that a trial may change",
                name);
    }

    private Values values(String name, JsonNode values) {
        requireOpen(name);
        String where = "search.settings." + name;
        if (values.isArray() && !values.isEmpty()) {
            List<JsonNode> list = new ArrayList<>();
            values.forEach(list::add);
            return new Values(list, 0, 0, false, false);
        }
        boolean isLog = values.has(LOG_UNIFORM);
        JsonNode ends = values.path(isLog ? LOG_UNIFORM : UNIFORM);
        boolean isRange =
                values.size() == 1
                        && ends.isArray()
                        && ends.size() == 2
                        && ends.get(0).isNumber()
                        && ends.get(1).isNumber();
        double from = isRange ? ends.get(0).doubleValue() : 0;
        double to = isRange ? ends.get(1).doubleValue() : 0;
        Check.that(
                from < to && Double.isFinite(to - from) && (!isLog || from > 0),
                where,
                "a list of values, {uniform: [from, to]} or {logUniform: [from, to]}, from below to"
                        + " and above 0 where it is logUniform",
                values);
        boolean isWhole = name.equals(EPOCHS) || fixed.at(name).isIntegralNumber();
        return new Values(List.of(), from, to, isLog, isWhole);
    }

    /**
     * Tries each value of each setting by itself, and of a range both ends.
     *
     * @throws RecipeException if a row can't have one of them
     */
    void check() {
        each().forEach(values -> row(values));
    }

    /**
     * Returns trials of one setting each, which together have every listed value and end, and those
     * that are given as they are.
     */
    List<Map<String, JsonNode>> each() {
        List<Map<String, JsonNode>> all = new ArrayList<>();
        settings.forEach(
                (name, values) -> values.ends().forEach(value -> all.add(Map.of(name, value))));
        all.addAll(search.always());
        return all;
    }

    /** Returns how many trials there are. */
    public int count() {
        return count + search.always().size();
    }

    /** Returns whether a trial, counted from 1, is given as it is. */
    public boolean isAlways(int number) {
        return number > count;
    }

    /**
     * Returns a trial's values, by the names of settings.
     *
     * @param number from 1
     * @param seed of the run
     */
    public Map<String, JsonNode> trial(int number, long seed) {
        if (isAlways(number)) {
            return whole(search.always().get(number - count - 1));
        }
        Map<String, JsonNode> trial = new LinkedHashMap<>();
        int rest = number - 1;
        for (Map.Entry<String, Values> setting : settings.entrySet()) {
            String name = setting.getKey();
            Values values = setting.getValue();
            if (search.trials() == null) {
                trial.put(name, values.list().get(rest % values.list().size()));
                rest /= values.list().size();
            } else {
                trial.put(
                        name,
                        values.draw(
                                SeedSequence.random(seed, "trial of a search: " + name, number)));
            }
        }
        return trial;
    }

    /** Returns a trial that is given as it is, with what comes of it for settings of the others. */
    private Map<String, JsonNode> whole(Map<String, JsonNode> given) {
        RowSettings made = new RowSettings(row(given));
        Map<String, JsonNode> values = new LinkedHashMap<>();
        settings.keySet().forEach(name -> values.put(name, made.at(name)));
        values.values().removeIf(JsonNode::isMissingNode);
        given.keySet().forEach(values::remove);
        values.putAll(given);
        return values;
    }

    /**
     * Returns the row with the values of a trial, and without a search.
     *
     * @throws RecipeException if a row can't have them, naming the setting
     */
    public RowRecipe row(Map<String, JsonNode> values) {
        return fixed.with(values);
    }
}
