package org.tagzoo.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterMatchTest {

    private final InMemoryTensors source =
            new InMemoryTensors()
                    .with("conv1.weight", new long[] {1, 2}, 0, 0)
                    .with("bn1.num_batches_tracked", new long[] {}, 7)
                    .with("fc.weight", new long[] {1000, 2});

    @Test
    void aFitIsQuiet() {
        Map<String, long[]> expected =
                Map.of("conv1.weight", new long[] {1, 2}, "bn2.num_batches_tracked", new long[] {});
        assertDoesNotThrow(
                () -> ParameterMatch.require(expected, source, name -> name.startsWith("fc.")));
    }

    @Test
    void listsAllDifferencesAtOnce() throws Exception {
        Map<String, long[]> expected =
                Map.of(
                        "conv1.weight", new long[] {2, 1},
                        "bn1.weight", new long[] {4},
                        "bn1.bias", new long[] {4});
        assertEquals(
                new ParameterMatch(
                        List.of("bn1.bias [4]", "bn1.weight [4]"),
                        List.of("conv1.weight is [1, 2], expected [2, 1]"),
                        List.of("fc.weight [1000, 2]")),
                ParameterMatch.of(expected, source, name -> false));
        WeightsException e =
                assertThrows(
                        WeightsException.class,
                        () -> ParameterMatch.require(expected, source, name -> false));
        assertEquals(
                "The weights in memory don't fit the network: 2 missing (bn1.bias [4], bn1.weight"
                        + " [4]); 1 of another shape (conv1.weight is [1, 2], expected [2, 1]);"
                        + " 1 left over (fc.weight [1000, 2])",
                e.getMessage());
    }

    @Test
    void aNameThatIsExpectedIsNeededEvenIfItMayBeLeftOver() {
        Map<String, long[]> expected =
                Map.of("conv1.weight", new long[] {1, 2}, "fc.bias", new long[] {1000});
        WeightsException e =
                assertThrows(
                        WeightsException.class,
                        () ->
                                ParameterMatch.require(
                                        expected, source, name -> name.startsWith("fc.")));
        assertTrue(e.getMessage().endsWith("1 missing (fc.bias [1000])"), e.getMessage());
    }

    @Test
    void countsWhatIsTooMuchForALine() {
        Map<String, long[]> expected = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            expected.put("layer." + i, new long[] {i});
        }
        WeightsException e =
                assertThrows(
                        WeightsException.class,
                        () -> ParameterMatch.require(expected, source, name -> true));
        assertTrue(e.getMessage().contains("30 missing (layer.0 [0], "), e.getMessage());
        assertTrue(e.getMessage().endsWith(" and 18 more)"), e.getMessage());
    }
}
