package org.tagzoo.app.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.zoo.export.Tag;
import org.tagzoo.zoo.export.Tags;

/** Results as the members of JSON objects. */
final class ResultJson {

    private ResultJson() {}

    /** All labels, by falling score. */
    static Map<String, Object> tags(Tags tags) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Tag tag : tags.all()) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("label", tag.label());
            members.put("score", tag.score());
            members.put("threshold", tag.threshold());
            members.put("attached", tag.attached());
            list.add(members);
        }
        return Map.of("tags", list);
    }

    /** All maps, their values row by row with four decimals. */
    static Map<String, Object> heat(Heat heat) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("rows", heat.rows());
        members.put("columns", heat.columns());
        List<Map<String, Object>> maps = new ArrayList<>();
        for (Heat.LabelHeat map : heat.maps()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("label", map.label());
            double[] values = new double[map.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.round(map.values()[i] * 1e4) / 1e4;
            }
            one.put("values", values);
            maps.add(one);
        }
        members.put("maps", maps);
        return members;
    }
}
