package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.training.EarlyStopping;

/**
 * Which settings of a row are searched for, and how: by each combination of lists, or by trials
 * that are drawn at random. With rungs, all trials are trained for the epochs of the first, the
 * best of them for those of the second, and so on (successive halving, arXiv:1502.07943); a rung is
 * decided once all of its trials are over.
 *
 * @param settings what is tried, by the setting's name, see {@link SearchSpace}
 * @param by the metric by which trials are compared, of the validation part
 * @param trials how many are drawn, 1 to {@value #MOST_TRIALS}; {@code null}: each combination
 * @param rungs epochs of each rung, ascending; {@code null}: one rung, of the row's own epochs
 * @param keep one trial of so many goes on to the next rung, at least 2; {@code null} is 3
 * @param folds how many folds of train and validation trials are scored on, 2 to 100, by the mean;
 *     {@code null}: on the validation part
 * @param always trials as they are given, {@value #MOST_ALWAYS} at most, whose numbers come after
 *     the others'; they are in every rung, so that what is chosen is at least as good there
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SearchRecipe(
        @JsonProperty(required = true) Map<String, JsonNode> settings,
        @JsonProperty(required = true) EarlyStopping.Metric by,
        Integer trials,
        List<Integer> rungs,
        Integer keep,
        Integer folds,
        List<Map<String, JsonNode>> always) {

    static final int MOST_TRIALS = 10_000;
    static final int MOST_ALWAYS = 100;

    public SearchRecipe {
        Check.that(
                settings != null && !settings.isEmpty(),
                "settings",
                "one setting or more with its values",
                settings);
        Check.that(by != null, "by", "the metric by which trials are compared", by);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        rungs = rungs == null ? List.of() : List.copyOf(rungs);
        Check.that(
                rungs.equals(
                        rungs.stream()
                                .filter(r -> r >= 1 && r <= PhaseRecipe.MAX_EPOCHS)
                                .sorted()
                                .distinct()
                                .toList()),
                "rungs",
                "epochs of 1 to %d, ascending".formatted(PhaseRecipe.MAX_EPOCHS),
                rungs);
        Check.that(
                keep == null || (keep >= 2 && rungs.size() > 1),
                "keep",
                "2 or more, and there only with two rungs or more",
                keep);
        keep = keep == null && rungs.size() > 1 ? (Integer) 3 : keep;
        always = always == null ? List.of() : always;
        Check.that(
                always.size() <= MOST_ALWAYS
                        && always.stream().noneMatch(t -> t == null || t.isEmpty()),
                "always",
                "%d trials at most, of one setting or more each".formatted(MOST_ALWAYS),
                always);
        always = List.copyOf(always);
        if (trials != null) {
            Check.within("trials", trials, 1, MOST_TRIALS);
        }
        if (folds != null) {
            Check.within("folds", folds, 2, 100);
            Check.that(
                    !by.isLoss(), "by", "a metric other than the loss where there are folds", by);
        }
    }

    /** Returns whether trials have their own values of a setting, whatever the row's is. */
    public boolean decides(String setting) {
        boolean isEpochs = setting.equals(SearchSpace.EPOCHS);
        return names().contains(setting)
                || (isEpochs
                        && (!rungs.isEmpty()
                                || names().stream().anyMatch(SearchSpace::isOfPhases)));
    }

    /** Returns the names of all settings that a trial may have its own value of. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(settings.keySet());
        always.forEach(trial -> names.addAll(trial.keySet()));
        return names;
    }

    /** Returns the same search without rungs: each trial is trained for the row's own epochs. */
    public SearchRecipe withoutRungs() {
        return new SearchRecipe(settings, by, trials, List.of(), null, folds, always);
    }

    /** Returns what scores are, such as {@code validation mAP} or {@code mAP over 5 folds}. */
    private String scoreName() {
        String name = by.metric().map(Metric::name).orElse("loss");
        return folds == null ? "validation " + name : "%s over %d folds".formatted(name, folds);
    }

    /** Returns what each rung's score is called, such as {@code validation mAP after 3 epochs}. */
    public List<String> headings() {
        return rungs.isEmpty()
                ? List.of(scoreName())
                : rungs.stream()
                        .map(
                                n ->
                                        "%s after %d epoch%s"
                                                .formatted(scoreName(), n, n == 1 ? "" : "s"))
                        .toList();
    }
}
