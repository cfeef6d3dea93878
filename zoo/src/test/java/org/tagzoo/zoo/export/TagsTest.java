package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.util.JsonUtils;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.calibration.IsotonicCalibration;
import org.tagzoo.zoo.calibration.LabelCalibration;
import org.tagzoo.zoo.calibration.LabelCalibrations;
import org.tagzoo.zoo.calibration.PlattScaling;
import org.tagzoo.zoo.calibration.TemperatureScaling;
import org.tagzoo.zoo.calibration.Uncalibrated;
import org.tagzoo.zoo.score.Sigmoid;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.threshold.SureLimits;
import org.tagzoo.zoo.threshold.Thresholds;

class TagsTest {

    private static final LabelSet LABELS = new LabelSet(List.of("a", "b", "c", "d"));

    private static Tags tags(List<Double> thresholds, float... logits) {
        return new ExportDescription(
                        "row", "net", LABELS, new Thresholds(thresholds), 8, Decoding.WHOLE)
                .tags(logits);
    }

    private static List<String> labels(List<Tag> tags) {
        return tags.stream().map(Tag::label).toList();
    }

    @Test
    void labelsFallByScoreAndTiesKeepTheirOrder() {
        Tags tags = tags(List.of(0.5, 0.5, 0.2, 0.5), -1, 2, -1, 0);
        assertEquals(List.of("b", "d", "a", "c"), labels(tags.all()));
        assertEquals(List.of("b", "d", "c"), labels(tags.predicted()));
        assertEquals(0.5, tags.get("d").orElseThrow().score());
        assertEquals(Optional.empty(), tags.get("D"));
        assertThrows(UnsupportedOperationException.class, () -> tags.all().remove(0));
    }

    /** As the table decides: a float against the threshold rounded to a float. */
    @Test
    void aScoreThatPrintsAsItsThresholdIsPredicted() {
        float logit = 0;
        for (float step = 1; step > 1e-9; step /= 2) {
            if (Sigmoid.of(logit - step) >= 0.35f) {
                logit -= step;
            }
        }
        assertEquals(0.35f, Sigmoid.of(logit));
        Tags tags = tags(List.of(0.35, 0.35, 2.0, 1.0), logit, logit - 1e-3f, 100, 100);
        assertEquals(0.35, tags.get("a").orElseThrow().score());
        assertTrue(tags.get("a").orElseThrow().predicted());
        assertEquals(List.of("d", "a"), labels(tags.predicted()));
        assertEquals(1.0, tags.get("c").orElseThrow().score());
    }

    @Test
    void jsonHasAllLabels() {
        assertEquals(
                "{\"tags\":["
                        + "{\"label\":\"b\",\"score\":0.7310586,\"threshold\":0.75,\"attached\":false,\"predicted\":false},"
                        + "{\"label\":\"a\",\"score\":0.5,\"threshold\":0.5,\"attached\":true,\"predicted\":true},"
                        + "{\"label\":\"c\",\"score\":0.26894143,\"threshold\":0.25,\"attached\":true,\"predicted\":true},"
                        + "{\"label\":\"d\",\"score\":0.0,\"threshold\":2.0,\"attached\":false,\"predicted\":false}]}",
                tags(List.of(0.5, 0.75, 0.25, 2.0), 0, 1, -1, -200).toJson());
    }

    /** 0.5 becomes 0.75 by a curve with odds of 3 to 1; steps give ties, whose order stays. */
    @Test
    void thresholdsAreOfCalibratedScores() {
        LabelCalibration steps =
                new IsotonicCalibration(List.of(0.25f, 0.5f), List.of(0.125, 0.125));
        ExportDescription description =
                new ExportDescription(
                                "row",
                                "net",
                                LABELS,
                                new Thresholds(List.of(0.75, 0.5, 0.125, 0.126)),
                                8,
                                Decoding.WHOLE)
                        .calibrated(
                                new LabelCalibrations(
                                        List.of(
                                                new PlattScaling(1, Math.log(3)),
                                                new Uncalibrated(),
                                                steps,
                                                steps)),
                                Optional.of(new Thresholds(List.of(0.75, 0.5, 0.125, 0.126))));
        Tags tags = description.tags(new float[] {0, -1e-3f, -9, 9});
        assertEquals(List.of(0.75, 0.49975, 0.125, 0.125), scores(tags));
        assertEquals(List.of("a", "b", "c", "d"), labels(tags.all()));
        assertEquals(List.of("a", "c"), labels(tags.predicted()));
        // What programs without TagZoo hold the sigmoid against predicts the same.
        List<Double> raw = description.rawThresholds().orElseThrow().values();
        assertEquals(0.5, raw.get(0), 1e-7);
        assertEquals(List.of(0.5, 0.0, 2.0), raw.subList(1, 4));
    }

    private static List<Double> scores(Tags tags) {
        return tags.all().stream().map(Tag::score).toList();
    }

    private static ExportDescription ofClasses() {
        return new ExportDescription(
                "row",
                "net",
                Classes.INSTANCE,
                LABELS,
                Optional.empty(),
                ImageSize.square(8),
                Decoding.WHOLE,
                Resize.STRETCH);
    }

    @Test
    void aTemperatureDividesLogitsOfClasses() {
        ExportDescription classes =
                ofClasses().calibrated(new TemperatureScaling(2), Optional.empty());
        Tags tags = classes.tags(new float[] {0, 2, 4, 0});
        double sum = 2 + Math.exp(1) + Math.exp(2);
        assertEquals(Math.exp(2) / sum, tags.get("c").orElseThrow().score(), 1e-6);
        assertEquals(1 / sum, tags.get("d").orElseThrow().score(), 1e-6);
        assertEquals(Optional.of("c"), tags.classLabel());
    }

    /** Of classes only the one of the highest score is an answer, sure or not. */
    @Test
    void aClassBelowItsLimitIsNotPredicted() {
        ExportDescription classes =
                ofClasses()
                        .sureWithin(
                                new SureLimits(
                                        List.of(0.5, 0.5, 0.5, 0.5), List.of(0.0, 0.0, 0.0, 0.0)));
        Tags sure = classes.tags(new float[] {0, 2, 4, 0});
        assertEquals(Optional.of("c"), sure.classLabel());
        assertEquals(List.of(), sure.unsure());
        Tags unsure = classes.tags(new float[] {0, 0.1f, 0.2f, 0});
        assertEquals(Optional.empty(), unsure.classLabel());
        assertEquals(List.of("c"), labels(unsure.unsure()));
    }

    /** Not sure from the lower limit on to below the upper one. */
    @Test
    void labelsBetweenTheirLimitsAreNotPredictedAndSaySo() {
        Tags tags =
                new ExportDescription(
                                "row",
                                "net",
                                LABELS,
                                new Thresholds(List.of(0.5, 0.5, 0.5, 0.5)),
                                8,
                                Decoding.WHOLE)
                        .sureWithin(
                                new SureLimits(
                                        List.of(0.5, 0.75, 2.0, 0.5), List.of(0.5, 0.5, 0.25, 0.0)))
                        .tags(new float[] {0, 0, 9, -1});
        assertEquals(List.of("a"), labels(tags.predicted()));
        assertEquals(List.of("c", "b", "d"), labels(tags.unsure()));
        assertEquals(
                "{\"label\":\"d\",\"score\":0.26894143,\"threshold\":0.5,\"attached\":false,\"predicted\":false,\"unsure\":true}]}",
                tags.toJson().substring(tags.toJson().indexOf("{\"label\":\"d\"")));
    }

    /** DJL's own serialisers, which servers use. */
    @Test
    void otherWaysToJsonGiveTheSame() throws Exception {
        Tags tags = tags(List.of(0.5, 0.5, 0.5, 0.5), 0, 1, 2, 3);
        assertEquals(tags.toJson(), JsonUtils.GSON_COMPACT.toJson(tags));
        assertEquals(tags.toJson(), tags.getAsString());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(tags);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertEquals(tags, in.readObject());
        }
    }

    /** Exports of before wrote one name; whoever reads tags as records finds either. */
    @Test
    void jacksonWritesBothNamesAndReadsEither() throws Exception {
        ObjectMapper json = new ObjectMapper();
        Tag tag = new Tag("sky", 0.5, 0.25, true);
        assertEquals(
                "{\"label\":\"sky\",\"score\":0.5,\"threshold\":0.25,\"attached\":true,\"predicted\":true}",
                json.writeValueAsString(tag));
        assertEquals(tag, json.readValue(json.writeValueAsString(tag), Tag.class));
        Tag unsure = new Tag("sky", 0.5, 0.25, false, true);
        assertEquals(unsure, json.readValue(json.writeValueAsString(unsure), Tag.class));
        for (String name : List.of("attached", "predicted")) {
            String text =
                    "{\"label\":\"sky\",\"score\":0.5,\"threshold\":0.25,\"%s\":true}"
                            .formatted(name);
            assertEquals(tag, json.readValue(text, Tag.class));
        }
        assertEquals(
                "{\"label\":\"sky\",\"score\":0.5,\"attached\":false,\"predicted\":false}",
                json.writeValueAsString(new Tag("sky", 0.5, null, false)));
    }

    @Test
    void logitsOfAnotherNumberOrNaNAreRefused() {
        List<Double> thresholds = List.of(0.5, 0.5, 0.5, 0.5);
        IllegalArgumentException error =
                assertThrows(
                        IllegalArgumentException.class, () -> tags(thresholds, 1, Float.NaN, 2, 3));
        assertTrue(error.getMessage().contains("'b'"), error::getMessage);
        assertThrows(IllegalArgumentException.class, () -> tags(thresholds, 1, 2, 3));
        assertEquals(1.0, tags(thresholds, 0, 0, Float.POSITIVE_INFINITY, 0).all().get(0).score());
    }
}
