package org.tagzoo.app.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tagzoo.zoo.task.Figure;

/**
 * A row's metrics on the test images of one domain, or of all.
 *
 * @param row its name
 * @param domain such as {@code sketch}; {@value #ALL}: of all domains together
 * @param images how many
 * @param figures by the metrics' keys, in the order of the task
 */
public record DomainResult(String row, String domain, int images, Map<String, Figure> figures) {

    /** All domains together. */
    public static final String ALL = "(all)";

    public DomainResult {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }
}
