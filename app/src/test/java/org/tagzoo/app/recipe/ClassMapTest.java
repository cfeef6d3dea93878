package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.zoo.network.KnownClasses;

class ClassMapTest {

    @TempDir private Path folder;

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    /** Numbers are those of ImageNet's published list: 151 to 268 are the breeds of dogs. */
    @Test
    void theMapOfPacsIsImageNets() {
        List<String> labels =
                List.of("dog", "elephant", "giraffe", "guitar", "horse", "house", "person");
        KnownClasses known = ClassMap.read("pacs").of(labels, 1000);
        assertEquals(
                List.of(
                        IntStream.rangeClosed(151, 268).boxed().toList(),
                        List.of(101, 385, 386),
                        List.of(),
                        List.of(402, 546),
                        List.of(339),
                        List.of(449, 500, 660, 915),
                        List.of(981, 982, 983)),
                known.ofLabels());
    }

    @Test
    void namesNumbersAndCsvSayTheSame() throws IOException {
        List<String> labels = List.of("b", "a");
        KnownClasses yaml =
                ClassMap.read(file("m.yaml", "a: [0, tiger cat]\nb: []\n")).of(labels, 1000);
        KnownClasses csv = ClassMap.read(file("m.csv", "b,\na,tench\na,282\n")).of(labels, 1000);
        assertEquals(List.of(List.of(), List.of(0, 282)), yaml.ofLabels());
        assertEquals(yaml, csv);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: [tenchh] | Did you mean",
                "a: [1000]   | 0 to 999",
                "a: tench    | must be a list",
                "b: [tench]  | says nothing of the class 'a'",
                "a: []       | one or more of some label",
                "a: [1, 1]   | of one label only"
            })
    void mistakesAreNamed(String map, String expected) throws IOException {
        String path = file("wrong.yaml", map + "\n");
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ClassMap.read(path).of(List.of("a"), 1000))
                        .getMessage();
        assertTrue(message.contains(expected), message);
        assertEquals(1, message.lines().count());
    }
}
