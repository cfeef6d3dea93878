package org.tagzoo.app.bench;

import java.util.List;

/**
 * All that was measured.
 *
 * @param machine where
 * @param settings what was asked for
 * @param limits of each device in each precision
 * @param rows of each network
 * @param notes what a reader must know, a sentence each
 */
public record BenchResult(
        Machine machine,
        BenchSettings settings,
        List<DeviceLimit> limits,
        List<BenchRow> rows,
        List<String> notes) {

    public BenchResult {
        limits = List.copyOf(limits);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** Returns whether everything could be measured. */
    public boolean isComplete() {
        return limits.size() == settings.devices().size() * settings.precisions().size()
                && rows.stream().noneMatch(row -> row.error().isPresent());
    }
}
