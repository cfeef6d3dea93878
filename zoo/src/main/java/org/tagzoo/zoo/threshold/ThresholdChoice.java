package org.tagzoo.zoo.threshold;

import java.util.Locale;
import java.util.Optional;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * Which thresholds are taken, as a user writes it: {@code shared}, one for all labels; {@code
 * per-label}, those of the best micro F1; {@code shrunk}, between these two; or what {@link
 * LabelGoal#parse} reads.
 */
public record ThresholdChoice(String name) {

    /** One for all labels: that of the table's F1. */
    public static final ThresholdChoice SHARED = new ThresholdChoice("shared");

    /** One for each label: those of the table's F1 per label. */
    public static final ThresholdChoice PER_LABEL = new ThresholdChoice("per-label");

    /** Between the two, nearer to the shared one where a label is rare. */
    public static final ThresholdChoice SHRUNK = new ThresholdChoice("shrunk");

    /**
     * @throws IllegalArgumentException if the name is none of these
     */
    public ThresholdChoice {
        name = name.toLowerCase(Locale.ROOT);
        boolean isGoal = name.matches("f[0-9.]*|(cost|recall|precision):.*");
        Check.that(
                isGoal || name.matches("shared|per-label|shrunk"),
                "thresholds",
                "shared, per-label, shrunk, " + LabelGoal.FORMS,
                name);
        name = isGoal ? LabelGoal.parse(name).toString() : name;
    }

    /** Returns what each label's threshold is to be best at; empty where labels share in one. */
    public Optional<LabelGoal> goal() {
        return name.matches("shared|per-label|shrunk")
                ? Optional.empty()
                : Optional.of(LabelGoal.parse(name));
    }

    /** Returns whether a recall or a precision is promised. */
    public boolean isPromise() {
        return goal().orElse(null) instanceof PromisedShare;
    }

    /** Returns what thresholds of each label are chosen for, in words that follow "for". */
    public String inWords() {
        String shrunk =
                equals(SHRUNK)
                        ? ", drawn towards the common one where few validation images have the label"
                        : "";
        return goal().map(LabelGoal::inWords).orElse("the best micro F1" + shrunk);
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * Returns a threshold for each label.
     *
     * @param chosen what was chosen on validation when the network was evaluated
     * @param validation the same scores
     * @param groupOf {@code [N]}, the group of each image, numbered from 0 by their first images;
     *     where thresholds are tried on other images, groups stay whole
     * @param seed of the run
     */
    public Thresholds of(
            ChosenThresholds chosen, ScoreMatrix validation, int[] groupOf, long seed) {
        return switch (name) {
            case "shared" -> Thresholds.same(chosen.forAll(), chosen.perLabel().values().size());
            case "per-label" -> chosen.perLabel();
            case "shrunk" -> ShrunkThresholds.of(validation, groupOf, seed).choose(validation);
            default -> trusted(validation, groupOf, seed).values();
        };
    }

    /**
     * Returns the thresholds that validation scores give, and how far they can be trusted.
     *
     * @throws IllegalArgumentException for one threshold for all labels
     */
    public TrustedThresholds trusted(ScoreMatrix validation, int[] groupOf, long seed) {
        Check.that(!equals(SHARED), "thresholds", "one for each label", name);
        TrustedThresholds own =
                TrustedThresholds.of(
                        validation,
                        groupOf,
                        goal().<ThresholdGoal>map(g -> g).orElseGet(BestMicroF1::new),
                        seed);
        return equals(SHRUNK) ? own.shrunk(ShrunkThresholds.of(validation, groupOf, seed)) : own;
    }
}
