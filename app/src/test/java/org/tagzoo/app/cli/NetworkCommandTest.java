package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a user runs it. Counts are torchvision's; LayerTableTest holds each line. */
class NetworkCommandTest {

    private static Result run(String line) {
        return Result.run(Map.of(), line.split(" "));
    }

    @Test
    void listsLayersAndTotals() {
        Result result = run("network resnet18");
        assertEquals(0, result.exitCode(), result.err());
        List<String> lines =
                result.out().lines().map(s -> s.strip().replaceAll(" +", " ")).toList();
        assertEquals(
                "resnet18 at 224 x 224 pixels: 11,689,512 parameters (11.7 M), 1,814,073,344 multiply-adds (1.81 G); 11,699,112 parameters as Keras counts",
                lines.get(0));
        assertEquals("stage layer op output parameters multiply-adds", lines.get(2));
        assertEquals("stem conv1 Conv2d [N, 64, 112, 112] 9,408 118,013,952", lines.get(4));
        assertEquals("head fc Linear [N, 1000] 513,000 512,000", lines.get(lines.size() - 1));
    }

    /** 3.86 and 4.09 billion; the stride is all that differs. Inception is made for 299. */
    @ParameterizedTest
    @CsvSource({
        "resnet50.keras, 'at 224 x 224 pixels: 25,557,032 parameters (25.6 M), 3,8'",
        "resnet50, 'at 224 x 224 pixels: 25,557,032 parameters (25.6 M), 4,0'",
        "inception_v3, at 299 x 299 pixels",
        "resnet18 --image-size 64, at 64 x 64 pixels",
        "ff1, at 224 x 224 pixels",
        "poster_cnn2 --image-size 138x92, at 138 x 92 pixels",
    })
    void aNetworkHasTheSizeOfItsWeights(String arguments, String part) {
        Result result = run("network " + arguments);
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(result.out().contains(part), result.out());
    }

    @Test
    void printsJson() throws IOException {
        JsonNode table = new ObjectMapper().readTree(run("network mobilenet_v2 --json").out());
        assertEquals(3_504_872, table.get("parameters").asLong());
        JsonNode last = table.get("layers").get(table.get("layers").size() - 1);
        assertEquals("classifier.1", last.get("name").asText());
        assertEquals(1000, last.get("output").get(0).asInt());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resnet5O | There is no network 'resnet5O'. Did you mean 'resnet50'",
                "resnet50.kerass | Did you mean 'resnet50.keras'",
                "inception_v3 --image-size 32 | takes images of 75 x 75 pixels or more, not 32 x 32",
                "resnet18 --image-size 4 | --image-size must be 8 to 1024, not 4",
                "poster_cnn2 --image-size 138x4 | --image-size must be 8x8 to 1024x1024, not 138x4",
                "poster_cnn2 --image-size 8x92 | a kernel of 3 does not fit into",
                "poster_cnn2 --image-size 138by92 | such as 224, or height x width, such as 138x92,",
            })
    void mistakesGetOneLine(String arguments, String part) {
        Result result = run("network " + arguments);
        assertEquals(2, result.exitCode(), result.err());
        assertTrue(result.err().contains(part), result.err());
    }
}
