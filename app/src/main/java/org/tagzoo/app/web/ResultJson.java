package org.tagzoo.app.web;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tagzoo.zoo.explain.Explanation;
import org.tagzoo.zoo.explain.HeatMap;
import org.tagzoo.zoo.export.Tags;

/** Results as the members of JSON objects. */
final class ResultJson {

    private static final MathContext FOUR_DIGITS = new MathContext(4);

    private ResultJson() {}

    /** All labels, by falling score; before them the class, where an image has one. */
    static Map<String, Object> tags(Tags tags) {
        Map<String, Object> members = new LinkedHashMap<>();
        tags.classLabel().ifPresent(label -> members.put("class", label));
        members.put("tags", tags.all());
        return members;
    }

    /**
     * All maps, which are of one size, their values row by row in logits with four significant
     * digits.
     */
    static Map<String, Object> heat(Explanation explanation) {
        HeatMap first = explanation.maps().get(0);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("method", explanation.method().name().toLowerCase(Locale.ROOT));
        members.put("rows", first.rows());
        members.put("columns", first.columns());
        List<Map<String, Object>> maps = new ArrayList<>();
        for (HeatMap map : explanation.maps()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("label", map.label());
            one.put("values", rounded(map.values()));
            maps.add(one);
        }
        members.put("maps", maps);
        return members;
    }

    private static List<Number> rounded(float[] values) {
        List<Number> rounded = new ArrayList<>(values.length);
        for (float value : values) {
            rounded.add(new BigDecimal(value).round(FOUR_DIGITS).doubleValue());
        }
        return rounded;
    }
}
