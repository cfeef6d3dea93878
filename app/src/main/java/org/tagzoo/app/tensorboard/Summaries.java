package org.tagzoo.app.tensorboard;

import com.google.protobuf.ByteString;
import com.google.protobuf.Value;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Values of a summary, as TensorFlow's {@code Summary.Value} and TensorBoard's hparams have them.
 */
final class Summaries {

    /** Limits of buckets are TensorFlow's: each 1.1 times the one before, on both sides of 0. */
    private static final double SMALLEST = 1e-12;

    private static final double LARGEST = 1e20;
    private static final double GROWTH = 1.1;

    private static final List<Double> LIMITS = limits();

    private Summaries() {}

    static Message scalar(String tag, double value) {
        return new Message().text(1, tag).number(2, (float) value);
    }

    /**
     * A PNG.
     *
     * @param width in pixels
     * @param height in pixels
     */
    static Message image(String tag, int width, int height, byte[] png) {
        Message image =
                new Message()
                        .whole(1, height)
                        .whole(2, width)
                        .whole(3, 3)
                        .bytes(4, ByteString.copyFrom(png));
        return new Message().text(1, tag).message(4, image);
    }

    /**
     * How numbers are spread over buckets; empty ones at both ends are left out.
     *
     * @param values finite; at least one
     */
    static Message histogram(String tag, FloatBuffer values) {
        double[] counts = new double[LIMITS.size()];
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        int first = counts.length;
        int last = 0;
        for (int i = 0; i < values.limit(); i++) {
            double value = values.get(i);
            min = Math.min(min, value);
            max = Math.max(max, value);
            sum += value;
            squares += value * value;
            int bucket = bucket(value);
            counts[bucket]++;
            first = Math.min(first, bucket);
            last = Math.max(last, bucket);
        }
        List<Double> buckets = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            buckets.add(counts[i]);
        }
        Message histogram =
                new Message()
                        .number(1, min)
                        .number(2, max)
                        .number(3, (double) values.limit())
                        .number(4, sum)
                        .number(5, squares)
                        .packed(6, LIMITS.subList(first, last + 1))
                        .packed(7, buckets);
        return new Message().text(1, tag).message(5, histogram);
    }

    /** Returns the first bucket whose limit is above a value. */
    private static int bucket(double value) {
        int from = 0;
        int to = LIMITS.size() - 1;
        while (from < to) {
            int middle = (from + to) / 2;
            if (LIMITS.get(middle) > value) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    private static List<Double> limits() {
        List<Double> above = new ArrayList<>();
        for (double limit = SMALLEST; limit < LARGEST; limit *= GROWTH) {
            above.add(limit);
        }
        List<Double> all = new ArrayList<>();
        all.add(-Double.MAX_VALUE);
        for (int i = above.size() - 1; i >= 0; i--) {
            all.add(-above.get(i));
        }
        all.add(0.0);
        all.addAll(above);
        all.add(Double.MAX_VALUE);
        return all;
    }

    /** The tag of the settings of a run. */
    static final String BEGIN = "_hparams_/session_start_info";

    /** The tag that says how a run ended. */
    static final String END = "_hparams_/session_end_info";

    /**
     * Settings of a run.
     *
     * @param settings numbers, Booleans and texts by name
     */
    static Message begin(Map<String, Object> settings) {
        Message info = new Message();
        settings.forEach(
                (name, value) ->
                        info.message(
                                1,
                                new Message().text(1, name).bytes(2, value(value).toByteString())));
        return hparams(BEGIN, 3, info);
    }

    /** Says that a run is over, and succeeded. */
    static Message end() {
        return hparams(END, 4, new Message().whole(1, 1));
    }

    private static Value value(Object value) {
        Value.Builder made = Value.newBuilder();
        if (value instanceof Number number) {
            return made.setNumberValue(number.doubleValue()).build();
        }
        return value instanceof Boolean yes
                ? made.setBoolValue(yes).build()
                : made.setStringValue(value.toString()).build();
    }

    private static Message hparams(String tag, int field, Message content) {
        Message plugin =
                new Message()
                        .text(1, "hparams")
                        .bytes(2, new Message().message(field, content).toBytes());
        return new Message().text(1, tag).message(9, new Message().message(1, plugin));
    }
}
