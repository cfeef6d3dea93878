package org.tagzoo.datasets.corpus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.lang3.math.NumberUtils;

/** Sides and boxes in COCO's files, as text; what makes no sense is {@code null}. */
final class CocoValues {

    private CocoValues() {}

    /** Reads four finite numbers, the last two 0 or more; {@code null} if it is something else. */
    static String box(JsonParser json) throws IOException {
        if (!json.hasToken(JsonToken.START_ARRAY)) {
            json.skipChildren();
            return null;
        }
        List<String> numbers = new ArrayList<>();
        boolean sound = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            double number = json.currentToken().isNumeric() ? json.getDoubleValue() : Double.NaN;
            sound &= Double.isFinite(number) && numbers.size() < 4;
            if (sound) {
                sound = numbers.size() < 2 || number >= 0;
                numbers.add(String.valueOf(number));
            }
            json.skipChildren();
        }
        return sound && numbers.size() == 4 ? String.join(" ", numbers) : null;
    }

    /** Returns a side that is a number above 0, written as one or as text; else {@code null}. */
    static String side(String text) {
        double number = NumberUtils.toDouble(text);
        return number > 0 && Double.isFinite(number) ? String.valueOf(number) : null;
    }
}
