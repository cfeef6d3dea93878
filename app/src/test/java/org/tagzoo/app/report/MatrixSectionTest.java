package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.metric.LabelMatrices;
import org.tagzoo.zoo.score.Decisions;

class MatrixSectionTest {

    /** Label {@code l} is true of {@code l} images, and always attached. */
    private static String page(int labels) {
        boolean[][] truth = new boolean[labels][labels];
        for (int n = 0; n < labels; n++) {
            for (int l = 0; l < labels; l++) {
                truth[n][l] = n < l;
            }
        }
        List<String> names = IntStream.range(0, labels).mapToObj(l -> "label" + l + "!").toList();
        return MatrixSection.of(LabelMatrices.ofTags(names, new Decisions(truth, truth))).render();
    }

    @Test
    void ofManyLabelsThoseWithTheMostImagesAreShownAndTheRestIsNamed() {
        String page = page(33);
        assertFalse(page.contains("label2!"), "three labels are too many");
        assertTrue(page.contains("label3!") && page.contains("label32!"));
        assertTrue(page.contains("the 30 labels with the most images"), page);
        assertTrue(page.contains("confusion.csv has all 33"), page);
        assertEquals(31 * 31 + 2 * 30 * 30, page.split("<td ", -1).length - 1);
        assertTrue(page.contains(">no label<"));
    }

    @Test
    void fewLabelsAreAllShown() {
        String page = page(4);
        assertFalse(page.contains("confusion.csv"));
        assertEquals(5 * 5 + 2 * 4 * 4, page.split("<td ", -1).length - 1);
    }

    @Test
    void largestKeepsTheOrder() {
        assertEquals(List.of(0, 2, 3), MatrixSection.largest(new long[] {5, 1, 9, 5, 5}, 3));
    }
}
