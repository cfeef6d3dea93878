package org.tagzoo.zoo.modelzoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Arguments that can't be meant are refused in one line, before anything is fetched or loaded. */
class ArgumentRefusalsTest {

    private static final String LABELS =
            "The argument labels must be a number of 1 to 100000, or names: a list, or a text with"
                    + " commas between";
    private static final String HEAD =
            "The argument head must be a map of 'hidden' (a list of widths of 1 to 65536) and"
                    + " 'dropout' (0 to below 1), or the same as JSON, is '";
    private static final String FREEZE =
            "The argument freeze must be 'before' and the name of the first stage that is trained,"
                    + " such as 'before head', is '";
    private static final String STAGE =
            "The argument stage must be 'before' or 'from' and the name of a stage, such as 'before"
                    + " layer4', is '";
    private static final String RESNET18 = "resnet18 can't be made as the arguments say: ";

    private static String reason(Criteria.Builder<?, ?> criteria) {
        Exception exception =
                assertThrows(ModelNotFoundException.class, () -> criteria.build().loadModel());
        return exception.getCause().getMessage();
    }

    private static String noStage(String name) {
        return RESNET18
                + "There is no stage '%s'; stages are [layer1, layer2, layer3, layer4, head]"
                        .formatted(name);
    }

    static List<Arguments> refused() {
        return List.of(
                Arguments.of(Map.of("labels", 0), LABELS + ", is '0'"),
                Arguments.of(Map.of("labels", 2.5), LABELS + ", is '2.5'"),
                Arguments.of(Map.of("labels", "-3"), LABELS + ", is '-3'"),
                Arguments.of(Map.of("labels", 100_001), LABELS + ", is '100001'"),
                Arguments.of(Map.of("labels", List.of()), LABELS + ", is '[]'"),
                Arguments.of(
                        Map.of("labels", "dog,cat,dog"),
                        LABELS + ": Label 'dog' stands at 0 and at 2, is 'dog,cat,dog'"),
                Arguments.of(
                        Map.of("labels", "dog,\n,cat"),
                        LABELS + ": Label 1 has a blank name, is 'dog, ,cat'"),
                Arguments.of(
                        Map.of("head", "{}"),
                        "The argument head needs labels beside it: how many outputs, or their"
                                + " names"),
                Arguments.of(head("512"), HEAD + "512'"),
                Arguments.of(head("{\"width\": [3]}"), HEAD + "{\"width\": [3]}'"),
                Arguments.of(head("{\"hidden\": [0]}"), HEAD + "{\"hidden\": [0]}'"),
                Arguments.of(head("{\"hidden\": [4.5]}"), HEAD + "{\"hidden\": [4.5]}'"),
                Arguments.of(head("{\"dropout\": 1}"), HEAD + "{\"dropout\": 1}'"),
                Arguments.of(head("{\"dropout\": null}"), HEAD + "{\"dropout\": null}'"),
                Arguments.of(head(Map.of("dropout", "much")), HEAD + "{dropout=much}'"),
                Arguments.of(
                        Map.of("seed", "one"),
                        "The argument seed must be a whole number, is 'one'"),
                Arguments.of(Map.of("freeze", "head"), FREEZE + "head'"),
                Arguments.of(Map.of("freeze", "from head"), FREEZE + "from head'"),
                Arguments.of(Map.of("freeze", "before layer5"), noStage("layer5")),
                Arguments.of(
                        Map.of("freeze", "before head", "stage", "before layer4"),
                        RESNET18 + "it has no parameters that are trained"),
                Arguments.of(Map.of("stage", "layer4"), STAGE + "layer4'"),
                Arguments.of(Map.of("stage", "from stem"), noStage("stem")),
                Arguments.of(
                        Map.of("stage", "before layer4", "output", "classes"),
                        "The network before layer4 has the output embedding; leave the argument"
                                + " output out"),
                Arguments.of(
                        Map.of("stage", "from layer4", "output", "embedding"),
                        "The network from layer4 has the output classes; leave the argument output"
                                + " out"),
                Arguments.of(
                        Map.of("labels", 3, "stage", "before layer4"),
                        "The argument labels makes a new head, and a network before layer4 ends"
                                + " before the head; leave one out"),
                Arguments.of(
                        Map.of("labels", 3, "output", "embedding"),
                        "The argument labels makes a new head, and output=embedding ends before the"
                                + " head; leave one out"),
                Arguments.of(
                        Map.of("weights", "keras"),
                        "The argument weights must be none, or left out (a filter chooses among"
                                + " published weights, weightsFile takes others), is 'keras'"),
                Arguments.of(
                        Map.of("weightsFile", "x.pth"),
                        "resnet18 begins with random values by weights=none; leave out weightsFile"
                                + " and filters of weights"),
                Arguments.of(
                        Map.of("imageSize", 7),
                        "The argument imageSize must be a whole number of 8 to 1024, or two such as 138x92, height first, is '7'"),
                Arguments.of(
                        Map.of("imageSize", "1025"),
                        "The argument imageSize must be a whole number of 8 to 1024, or two such as 138x92, height first, is '1025'"),
                Arguments.of(
                        Map.of("mean", "1,2"),
                        "The argument mean must be three numbers, of red, green and blue, is"
                                + " '1,2'"),
                Arguments.of(
                        Map.of("mean", List.of(1, 2, "x")),
                        "The argument mean must be three numbers, of red, green and blue, is '[1,"
                                + " 2, x]'"),
                Arguments.of(
                        Map.of("std", new double[] {1, 0, 2}),
                        "The argument std must be three numbers above 0, is '[1.0, 0.0, 2.0]'"));
    }

    private static Map<String, Object> head(Object head) {
        return Map.of("labels", 3, "head", head);
    }

    @ParameterizedTest
    @MethodSource
    void refused(Map<String, Object> arguments, String reason) {
        Criteria.Builder<NDList, NDList> criteria =
                TrainCriteria.trained(TrainCriteria.random("resnet18"));
        new HashMap<>(arguments).forEach(criteria::optArgument);
        assertEquals(reason, reason(criteria));
    }

    @Test
    void randomValuesNeedToKnowTheImages() {
        assertEquals(
                "cnn begins with random values, and no weights say what images are: it needs the"
                        + " arguments imageSize, mean and std",
                reason(TrainCriteria.network("cnn").optArgument("imageSize", 32)));
        assertEquals(
                "cnn begins with random values; leave out weightsFile and filters of weights",
                reason(TrainCriteria.random("cnn").optFilter("tag", "tv1")));
        // Refused already for the filter, as there are no such weights.
        assertEquals(
                "No weights of resnet18 have {tag=none}; there are resnet18.tv1, resnet18.places365, resnet18.djl",
                reason(TrainCriteria.random("resnet18").optFilter("tag", "none")));
    }

    @Test
    void publishedWeightsHaveTheirOwnNormalization() {
        assertEquals(
                "The arguments mean and std go with random values; the weights of resnet18 have"
                        + " their own",
                reason(TrainCriteria.network("resnet18").optArgument("mean", "1,2,3")));
    }

    @Test
    void freezingIsForTraining() {
        assertEquals(
                "The argument freeze goes with the option trainParam=true; without it nothing is"
                        + " trained",
                reason(TrainCriteria.random("resnet18").optArgument("freeze", "before head")));
    }

    @Test
    void imagesThatAreTooSmallAreRefused() {
        String reason =
                reason(
                        TrainCriteria.random("inception_v3")
                                .optArgument("labels", 3)
                                .optArgument("imageSize", 20));
        assertEquals(
                "inception_v3 can't be made as the arguments say: inception_v3 takes images of 75"
                        + " x 75 pixels or more, not 20 x 20",
                reason);
    }

    /** Logits of a new head are no probabilities of ImageNet's classes, nor are features images. */
    @Test
    void typesMustFitTheNetwork() {
        String classes =
                reason(
                        Criteria.builder()
                                .setTypes(Image.class, Classifications.class)
                                .optGroupId("org.tagzoo")
                                .optArtifactId("resnet18")
                                .optArgument("labels", 3));
        assertEquals(
                "ai.djl.modality.cv.Image -> ai.djl.modality.Classifications is not supported;"
                        + " there are ",
                classes.substring(0, classes.indexOf("there are ") + "there are ".length()));
        assertEquals(
                "A network from layer4 takes features, not images: set the types"
                        + " ai.djl.ndarray.NDList -> ai.djl.ndarray.NDList",
                reason(
                        Criteria.builder()
                                .setTypes(Image.class, float[].class)
                                .optGroupId("org.tagzoo")
                                .optArtifactId("resnet18")
                                .optArgument("stage", "from layer4")));
    }
}
