package org.tagzoo.app.experiment;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names all that decides the outcome of a training, so that no checkpoint of another is taken. */
final class TrainingKey {

    private TrainingKey() {}

    /**
     * @param part of the row's training, such as the number of a phase
     */
    static String of(
            ComparisonSettings settings, PreparedCorpus corpus, RowPlan plan, String part) {
        String all =
                String.join(
                        "\n",
                        plan.row().trainingText(),
                        part,
                        plan.weights().map(weights -> weights.sha256()).orElse("none"),
                        corpus.scanned().hash(),
                        corpus.labels().names().toString(),
                        String.valueOf(plan.seed()),
                        settings.precision().of(plan.row()).toString(),
                        settings.memoryFormat().toString(),
                        settings.device());
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
