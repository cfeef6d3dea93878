package org.tagzoo.app.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.index.NeighbourGraph;

class OutlierTest {

    /** Distances of 0.10 to 0.19, and one of 0.8; another has copies beside it. */
    private static NeighbourGraph graph() {
        int count = 20;
        int[][] others = new int[count][];
        double[][] cosines = new double[count][];
        for (int n = 0; n < count; n++) {
            int image = n;
            double cosine = n == 7 || n == 9 ? 0.2 : 0.9 - 0.01 * (n % 10);
            others[n] = IntStream.range(0, count).filter(o -> o != image).limit(8).toArray();
            cosines[n] = IntStream.range(0, 8).mapToDouble(i -> cosine).toArray();
        }
        others[9][0] = 10;
        cosines[9][0] = 0.999;
        return new NeighbourGraph(others, cosines);
    }

    @Test
    void farImagesAreToldAndCopiesMakeNoneNear() {
        int[] apart = IntStream.range(0, 20).toArray();
        List<Outlier> found = Outlier.find(graph(), apart);
        assertEquals(List.of(7, 9), found.stream().map(Outlier::image).toList());
        assertEquals(0.8, found.get(0).distance(), 1e-12);
        assertEquals((4 * 0.8 + 0.001) / 5, found.get(1).distance(), 1e-12);
        int[] same = apart.clone();
        same[10] = 9;
        assertEquals(0.8, Outlier.find(graph(), same).get(1).distance(), 1e-12);
        // With copies alone nothing is known.
        assertEquals(List.of(), Outlier.find(graph(), new int[20]));
    }
}
