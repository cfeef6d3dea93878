package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.json.CheckedJson;

class ClassWeightsTest {

    /** 10, 40 and 20 of 70 images. */
    private static final double[] POS_WEIGHT = {6, 0.75, 2.5};

    private static LossRecipe read(String loss) throws IOException {
        byte[] yaml = loss.getBytes(StandardCharsets.UTF_8);
        return CheckedJson.YAML.parse(yaml, "a loss", LossRecipe.class);
    }

    /** Over the rarest 10; and 7, 1.75 and 3.5 over their mean, 49/12. */
    @Test
    void byHand() {
        assertArrayEquals(new double[] {1, 4, 2}, ClassWeights.BY_COUNT.of(POS_WEIGHT), 1e-12);
        assertArrayEquals(
                new double[] {12 / 7.0, 3 / 7.0, 6 / 7.0},
                ClassWeights.INVERSE.of(POS_WEIGHT),
                1e-12);
        assertArrayEquals(new double[] {1, 1, 1}, ClassWeights.NONE.of(POS_WEIGHT));
    }

    /** Two images of equal scores, of the classes that weigh 1 and 4: log 3 times 5/5, or 5/2. */
    @Test
    void theDivisorIsTheirWeightsOrTheImages() throws IOException {
        float[][] logits = new float[2][3];
        boolean[][] targets = {{true, false, false}, {false, true, false}};
        String loss = "{kind: softmax, classWeights: by-count, smoothing: 0%s}";
        double log3 = Math.log(3);
        assertEquals(
                log3, read(loss.formatted("")).build(POS_WEIGHT).evaluate(logits, targets), 1e-12);
        assertEquals(
                log3 * 5 / 2,
                read(loss.formatted(", divisor: images"))
                        .build(POS_WEIGHT)
                        .evaluate(logits, targets),
                1e-12);
    }

    @Test
    void namesAreThoseOfFilesBeforeAndOneMore() throws IOException {
        for (String[] names : new String[][] {{"true", "inverse"}, {"false", "none"}}) {
            LossRecipe first =
                    read("{kind: softmax, classWeights: %s, smoothing: 0}".formatted(names[0]));
            assertEquals(
                    first,
                    read("{kind: softmax, classWeights: %s, smoothing: 0}".formatted(names[1])));
            assertEquals(
                    "{\"kind\":\"softmax\",\"classWeights\":%s,\"smoothing\":0.0}"
                            .formatted(names[0]),
                    CheckedJson.line(first));
        }
        String refused =
                assertThrows(
                                IOException.class,
                                () -> read("{kind: softmax, classWeights: rare, smoothing: 0}"))
                        .getMessage();
        assertTrue(
                refused.contains("classWeights must be true (inverse), false or by-count"),
                refused);
    }
}
