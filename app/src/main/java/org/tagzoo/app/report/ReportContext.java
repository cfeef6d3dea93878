package org.tagzoo.app.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.zoo.threshold.ThresholdChoice;

/**
 * What the report says beside the metrics. It is kept as {@code report.json}, so that the page can
 * be written again when a row joins the table.
 *
 * @param title the page's heading
 * @param notes what a reader should know about the corpus and the run, a sentence each: labels too
 *     rare to keep, images missing, why files were quarantined
 * @param settings what was run with, in the order to show
 * @param images how many images each part has; {@code null} if not known
 * @param labels how many true images each label has in each part, in the corpus's order
 * @param leakage what predicts labels without looking; {@code null} if that was not asked
 * @param threshold from which all rows predict a label while training; {@code null} if they differ
 * @param thresholds which thresholds of labels are shown, as {@link ThresholdChoice} has them;
 *     {@code null}: one for each
 */
public record ReportContext(
        @JsonProperty(required = true) String title,
        @JsonProperty(required = true) List<String> notes,
        @JsonProperty(required = true) Map<String, String> settings,
        PartCounts images,
        @JsonProperty(required = true) Map<String, PartCounts> labels,
        @JsonInclude(JsonInclude.Include.NON_NULL) Leakage leakage,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double threshold,
        @JsonInclude(JsonInclude.Include.NON_NULL) String thresholds) {

    private static final int SIZE_LIMIT = 1 << 26;

    /** Keeps copies, in the order of the maps given. */
    public ReportContext {
        notes = List.copyOf(notes);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /**
     * The same without a probe of what predicts labels without looking, and without a threshold.
     */
    public ReportContext(
            String title,
            List<String> notes,
            Map<String, String> settings,
            PartCounts images,
            Map<String, PartCounts> labels) {
        this(title, notes, settings, images, labels, null, null, null);
    }

    /** Returns which thresholds of labels are shown. */
    public ThresholdChoice choice() {
        return thresholds == null ? ThresholdChoice.PER_LABEL : new ThresholdChoice(thresholds);
    }

    /** A count in each part. */
    public record PartCounts(int train, int validation, int test) {
        /** Over all parts. */
        public int total() {
            return train + validation + test;
        }
    }

    /** Writes a file, in place of any that is there. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, CheckedJson.indented(this));
    }

    /**
     * Reads a file that {@link #write} wrote.
     *
     * @throws IOException if it can't be read, or is no such file
     */
    public static ReportContext read(Path file) throws IOException {
        return CheckedJson.JSON.ofAtMost(SIZE_LIMIT).read(file, ReportContext.class);
    }
}
