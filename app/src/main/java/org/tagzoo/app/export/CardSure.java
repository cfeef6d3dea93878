package org.tagzoo.app.export;

import static org.tagzoo.app.export.CardFacts.figure;
import static org.tagzoo.app.report.TableMarkdown.escape;

import java.util.ArrayList;
import java.util.List;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.SureLimits;
import org.tagzoo.zoo.threshold.Thresholds;

/** The part of a model card that says how often the export is not sure, and else right, on test. */
final class CardSure {

    private static final List<String> HEADINGS =
            List.of("label", "yes from", "no below", "not sure", "right yes", "right no");

    private CardSure() {}

    /** What the answers on some images and labels come to. */
    private static final class Answers {

        private int all;
        private int yes;
        private int rightYes;
        private int no;
        private int rightNo;

        void add(boolean isUnsure, boolean isPredicted, boolean isTrue) {
            all++;
            yes += !isUnsure && isPredicted ? 1 : 0;
            rightYes += !isUnsure && isPredicted && isTrue ? 1 : 0;
            no += isUnsure || isPredicted ? 0 : 1;
            rightNo += isUnsure || isPredicted || isTrue ? 0 : 1;
        }

        List<String> cells() {
            return List.of(share(all - yes - no, all), share(rightYes, yes), share(rightNo, no));
        }

        private static String share(int some, int of) {
            return of == 0 ? "-" : "%s (%d of %d)".formatted(figure((double) some / of), some, of);
        }
    }

    /** Returns nothing for an export whose answers all count as sure. */
    static String render(CardFacts facts) {
        if (facts.sure().isEmpty()) {
            return "";
        }
        SureLimits sure = facts.sure().get();
        if (!facts.task().hasThresholds()) {
            return ofClasses(sure, facts.results().scores().matrix(Part.TEST));
        }
        List<String> names = facts.results().scores().labels().names();
        ScoreMatrix test = facts.results().scores().matrix(Part.TEST);
        Answers all = new Answers();
        List<List<String>> lines = new ArrayList<>();
        for (int l = 0; l < names.size(); l++) {
            int label = l;
            Answers own = new Answers();
            test.known(l)
                    .forEach(
                            n -> {
                                float score = test.scores()[n][label];
                                boolean isUnsure = sure.isUnsure(label, score);
                                boolean isYes = score >= sure.from().get(label).floatValue();
                                boolean isTrue = test.targets()[n][label];
                                own.add(isUnsure, isYes, isTrue);
                                all.add(isUnsure, isYes, isTrue);
                            });
            String from = ModelCard.threshold(sure.from().get(l));
            String below = figure(Math.min(1, sure.below().get(l)));
            lines.add(line(escape(names.get(l)), from, below, own.cells()));
        }
        lines.add(0, line("all labels", "", "", all.cells()));
        return new CardText("sure")
                .with("labels", ModelCard.table(HEADINGS, lines).stripTrailing())
                .toString();
    }

    private static String ofClasses(SureLimits sure, ScoreMatrix test) {
        if (sure.from().get(0) == Thresholds.NEVER) {
            return CardText.of("sure.never");
        }
        Answers answers = new Answers();
        for (int n = 0; n < test.images(); n++) {
            int given = test.highest(n);
            boolean isUnsure = sure.isUnsure(given, test.scores()[n][given]);
            answers.add(isUnsure, !isUnsure, test.targets()[n][given]);
        }
        return new CardText("sure.classes")
                .with("from", ModelCard.threshold(sure.from().get(0)))
                .with("unsure", answers.cells().get(0))
                .with("right", answers.cells().get(1))
                .toString();
    }

    private static List<String> line(String name, String from, String below, List<String> answers) {
        List<String> line = new ArrayList<>(List.of(name, from, below));
        line.addAll(answers);
        return line;
    }
}
