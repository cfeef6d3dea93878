package org.tagzoo.zoo.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.split.Part;

class ScoresFileTest {

    private static final LabelSet LABELS = new LabelSet(List.of("sea, \"blue\"", "Straße"));

    @TempDir Path folder;

    @Test
    void looksAsDescribed() throws IOException {
        Path file = folder.resolve("scores.csv");
        ScoresFile.write(
                file,
                LABELS,
                List.of(
                        image("im7", Part.TRAIN, 0.25f, 1f, true, false),
                        image("a,\"b\"\nc", Part.TEST, 0.1f, 0f, false, true)));
        assertEquals(
                """
                id,split,"score:sea, ""blue""\","target:sea, ""blue""\",score:Straße,target:Straße
                im7,train,0.25,1,1.0,0
                "a,""b""
                c",test,0.1,0,0.0,1
                """,
                Files.readString(file));
    }

    @Test
    void readsBackTheSameFloats() throws IOException {
        Path file = folder.resolve("scores.csv");
        SplittableRandom random = new SplittableRandom(1);
        List<ScoredImage> images = new ArrayList<>();
        for (int n = 0; n < 2000; n++) {
            float small = Float.intBitsToFloat(random.nextInt(Float.floatToIntBits(1f) + 1));
            Part part = random.nextBoolean() ? Part.TRAIN : Part.TEST;
            float even = (float) random.nextDouble();
            images.add(
                    image(" #" + n, part, small, even, random.nextBoolean(), random.nextBoolean()));
        }
        ScoresFile.write(file, LABELS, images);
        ScoredCorpus read = ScoresFile.read(file);
        assertEquals(LABELS, read.labels());
        for (Part part : Part.values()) {
            List<ScoredImage> expected =
                    images.stream().filter(image -> image.part() == part).toList();
            ScoreMatrix matrix = read.matrix(part);
            assertEquals(expected.size(), matrix.images());
            for (int n = 0; n < expected.size(); n++) {
                assertEquals(expected.get(n).id(), read.images(part).get(n).id());
                assertArrayEquals(expected.get(n).scores(), matrix.scores()[n]);
                assertArrayEquals(expected.get(n).targets(), matrix.targets()[n]);
            }
        }
    }

    @Test
    void aFailureLeavesNothingHalfWritten() throws IOException {
        Path file = folder.resolve("scores.csv");
        ScoresFile.write(file, LABELS, List.of(image("a", Part.TEST, 0, 0, true, true)));
        String before = Files.readString(file);
        ScoredImage wrong =
                new ScoredImage("b", Part.TEST, new float[] {0.5f}, new boolean[] {true});
        List<ScoredImage> images = List.of(image("a", Part.TEST, 1, 1, true, true), wrong);
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> ScoresFile.write(file, LABELS, images));
        assertEquals("Image 'b' has 1 scores, there are 2 labels", e.getMessage());
        assertEquals(before, Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void scoresOutOfRangeAreRefused() {
        for (float score : new float[] {-0.1f, 1.1f, Float.NaN}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> image("a", Part.TEST, score, 0, true, true));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "|line 1: the file is empty",
                "image,split|line 1: column 1 is 'image', not 'id'",
                "id,split,score:a|line 1: column 4 is 'missing', not 'target:a'",
                "id,split,target:a,score:a|line 1: column 3 is 'target:a', not score:<label>",
                "id,split,score:a,target:b|line 1: column 4 is 'target:b', not 'target:a'",
                "id,split,score:,target:|line 1: Label 0 has a blank name",
                "id,split,score:a,target:a/x,test,0.5|line 2: 3 fields, the header has 4",
                "id,split,score:a,target:a/x,val,0.5,1"
                        + "|line 2: split must be train, validation or test, but is val",
                "id,split,score:a,target:a/x,test,NaN,1"
                        + "|line 2: score:a is 'NaN', not a number from 0 to 1",
                "id,split,score:a,target:a/x,test,0.5,1/y,test,much,1"
                        + "|line 3: score:a is 'much', not a number from 0 to 1",
                "id,split,score:a,target:a/x,test,0.5,yes|line 2: target:a is 'yes', not 0, 1 or empty (unknown)",
                "id,split,score:a,target:a/x,test,0.5,1/x,test,0.5,1"
                        + "|line 3: image 'x' stands there twice",
            })
    void saysWhatIsWrongAndWhere(String lines, String message) throws IOException {
        Path file = folder.resolve("scores.csv");
        Files.writeString(file, lines == null ? "" : lines.replace('/', '\n'));
        IOException e = assertThrows(IOException.class, () -> ScoresFile.read(file));
        assertEquals(file + ", " + message, e.getMessage());
    }

    @Test
    void otherEncodingsAndQuotesLeftOpenAreRefused() throws IOException {
        Path file = folder.resolve("scores.csv");
        Files.write(file, "id,split\nStraße,test\n".getBytes(StandardCharsets.ISO_8859_1));
        IOException encoding = assertThrows(IOException.class, () -> ScoresFile.read(file));
        assertTrue(encoding.getMessage().endsWith("the file is not in UTF-8"));

        Files.writeString(file, "id,split\n\"" + "x\n".repeat((1 << 23) + (1 << 14)));
        IOException open = assertThrows(IOException.class, () -> ScoresFile.read(file));
        assertTrue(open.getMessage().startsWith(file + ", line 2: "), open.getMessage());
        assertTrue(open.getMessage().contains("a row of more than 16777216 characters"));
    }

    private static ScoredImage image(
            String id, Part part, float a, float b, boolean hasA, boolean hasB) {
        return new ScoredImage(id, part, new float[] {a, b}, new boolean[] {hasA, hasB});
    }
}
