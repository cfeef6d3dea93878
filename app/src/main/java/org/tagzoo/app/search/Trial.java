package org.tagzoo.app.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One trial of a search.
 *
 * @param number from 1
 * @param values by the names of settings
 * @param scores of the rungs that it was trained for, in order; {@code NaN} where that failed
 * @param seconds that its training took in all
 * @param failure why it failed; {@code null} if it did not
 */
public record Trial(
        int number,
        Map<String, JsonNode> values,
        List<Double> scores,
        double seconds,
        String failure) {

    public Trial {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        scores = List.copyOf(scores);
    }

    /** Returns a trial that was not trained yet. */
    static Trial begun(int number, Map<String, JsonNode> values) {
        return new Trial(number, values, List.of(), 0, null);
    }

    /** Returns the trial after one rung more. */
    Trial scored(double score, double took, String why) {
        List<Double> longer = new ArrayList<>(scores);
        longer.add(score);
        return new Trial(number, values, longer, seconds + took, why);
    }

    /** Returns the score of the last rung that it was trained for. */
    double lastScore() {
        return scores.get(scores.size() - 1);
    }

    /**
     * Returns a value as people read it, and as it stands in the file of trials; empty if it is the
     * row's.
     */
    public String shown(String setting) {
        JsonNode value = values.get(setting);
        if (value == null) {
            return "";
        }
        return value.isTextual()
                ? value.textValue()
                : value.isNumber() ? value.decimalValue().toPlainString() : value.toString();
    }
}
