package org.tagzoo.app.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the report says beside the figures.
 *
 * @param title the page's heading
 * @param notes what a reader should know about the corpus and the run, a sentence each: labels too
 *     rare to keep, images missing, why files were quarantined
 * @param settings what was run with, in the order to show
 * @param images how many images each part has; {@code null} if not known
 * @param labels how many true images each label has in each part, in the corpus's order
 */
public record ReportContext(
        String title,
        List<String> notes,
        Map<String, String> settings,
        PartCounts images,
        Map<String, PartCounts> labels) {

    /** Keeps copies, in the order of the maps given. */
    public ReportContext {
        notes = List.copyOf(notes);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** A count in each part. */
    public record PartCounts(int train, int validation, int test) {
        /** Over all parts. */
        public int total() {
            return train + validation + test;
        }
    }
}
