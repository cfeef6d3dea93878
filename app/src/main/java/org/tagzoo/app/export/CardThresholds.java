package org.tagzoo.app.export;

import static org.tagzoo.app.export.CardFacts.count;
import static org.tagzoo.app.export.CardFacts.figure;
import static org.tagzoo.app.export.CardFacts.interval;
import static org.tagzoo.app.report.TableMarkdown.escape;

import java.util.ArrayList;
import java.util.List;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.threshold.LabelThreshold;
import org.tagzoo.zoo.threshold.ThresholdChoice;
import org.tagzoo.zoo.threshold.TrustedThresholds;

/** The part of a model card that says how far thresholds of labels can be trusted. */
final class CardThresholds {

    private CardThresholds() {}

    /** Returns it; empty for one threshold for all labels. */
    static String render(CardFacts facts) {
        ThresholdChoice choice = facts.choice();
        if (facts.results().chosen().isEmpty() || choice.equals(ThresholdChoice.SHARED)) {
            return "";
        }
        TrustedThresholds found =
                choice.trusted(facts.validation(), facts.groupOf(), facts.table().seed());
        LabelSet labels = facts.results().scores().labels();
        List<String> headings =
                new ArrayList<>(List.of("label", "threshold", "95% interval", "in validation"));
        if (choice.isPromise()) {
            headings.add("kept in");
        }
        headings.add("remark");
        List<List<String>> rows = new ArrayList<>();
        for (int l = 0; l < labels.size(); l++) {
            LabelThreshold label = found.labels().get(l);
            List<String> cells =
                    new ArrayList<>(
                            List.of(
                                    escape(labels.name(l)),
                                    ModelCard.threshold(label.value()),
                                    interval(label.interval()),
                                    count(label.positives())));
            label.kept().ifPresent(kept -> cells.add(Double.isNaN(kept) ? "-" : figure(kept)));
            cells.add(label.remark());
            rows.add(cells);
        }
        return new CardText("thresholds")
                .with("goal", choice.inWords())
                .with(
                        "promise",
                        choice.isPromise() ? " " + CardText.of("thresholds.promise").strip() : "")
                .with("table", ModelCard.table(headings, rows).stripTrailing())
                .toString();
    }
}
