package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 2,000 files with something changed: each is a corpus that says what it read, or one line. */
class MutatedFilesTest {

    private static final int ROUNDS = 500;

    private static final String CSV =
            """
            file,labels,red,is_valid
            0.png,"['red', 'it''s']",1,0
            1.png,red|blue,0,1
            2.png,None,,0
            3,"red;blue",-1,0
            4.png,red,1,1
            5.png,blue,0,0
            6.png,"red, blue",1,0
            7.png,blue,0,0
            """;

    private static final String YAML = "# classes\nnc: 3\nnames: [no, 'dog', 007]\npath: &a ../x\n";

    private static final String COCO =
            "{\"images\": [{\"id\": 0, \"file_name\": \"0.png\"}, {\"id\": 1, \"file_name\": \"1.png\"}], "
                    + "\"annotations\": [{\"image_id\": 0, \"category_id\": 4, \"bbox\": [1, 2.5, 3, 4]}, "
                    + "{\"image_id\": 1, \"category_id\": 5}], "
                    + "\"categories\": [{\"id\": 4, \"name\": \"cat\"}, {\"id\": 5, \"name\": \"dog\"}]}";

    private static final String JSONL =
            """
            {"file_name": "0.png", "labels": ["cat", "dog"], "split": "train"}
            {"file_name": "1.png", "labels": ["cat"], "n": null}
            {"file_name": "2.png", "labels": ["dog"], "n": {"m": 1e3}}
            {"file_name": "3.png", "labels": [], "split": "test"}
            """;

    private static final List<String> PIECES =
            List.of(
                    ",", ";", "|", "\t", "\"", "'", "\n", "\r", "{", "}", "[", "]", ":", "-1",
                    "None", "null", "0", "../", "/", "\\", "\ufeff", "é", "\0", "&a", "*a", "!!",
                    "train", "1e999", "\"\"", "  ");

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"csv,t.csv", "yolo,data.yaml", "coco,c.json", "jsonl,m.jsonl"})
    void eachIsACorpusOrOneLine(String layout, String name) throws IOException {
        for (int i = 0; i < 8; i++) {
            String images = layout.equals("yolo") ? "images/" : "";
            TinyImages.write(folder, images + i + ".png");
            TinyImages.text(folder, "labels/" + i + ".txt", i % 3 + " .5 .5 .1 .1\n");
        }
        String sound =
                switch (layout) {
                    case "csv" -> CSV;
                    case "yolo" -> YAML;
                    case "coco" -> COCO;
                    default -> JSONL;
                };
        Path file = folder.resolve(name);
        int read = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Files.write(file, mutated(sound.getBytes(StandardCharsets.UTF_8), random));
            CorpusOptions options = CorpusOptions.DEFAULT.withJoinSame(random.nextBoolean());
            String of = layout + ":" + (layout.equals("yolo") ? folder : file);
            try {
                Corpus corpus = Corpora.read(of, options.withMinimumSupport(1));
                read++;
                assertTrue(corpus.labels().size() >= 2, of);
                assertTrue(corpus.summary().get(0).startsWith("labels: "), of);
                assertTrue(layout.equals("yolo") || !corpus.notes().isEmpty(), of);
            } catch (CorpusException e) {
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
                assertFalse(e.getMessage().isBlank(), of);
            } catch (RuntimeException e) {
                throw new AssertionError(
                        layout
                                + ", seed "
                                + seed
                                + ": "
                                + Files.readString(file, StandardCharsets.ISO_8859_1),
                        e);
            }
        }
        assertTrue(read > 0 && read < ROUNDS, read + " of " + ROUNDS + " were read");
    }

    /** Bytes changed, a stretch left out, doubled or moved, or pieces of syntax put in. */
    private static byte[] mutated(byte[] sound, Random random) {
        byte[] bytes = sound;
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int from = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, from + random.nextInt(12));
            byte[] middle =
                    switch (random.nextInt(4)) {
                        case 0 -> new byte[0];
                        case 1 ->
                                (text(bytes, from, to) + text(bytes, from, to))
                                        .getBytes(StandardCharsets.ISO_8859_1);
                        case 2 -> new byte[] {(byte) random.nextInt(256)};
                        default ->
                                PIECES.get(random.nextInt(PIECES.size()))
                                        .getBytes(StandardCharsets.UTF_8);
                    };
            String whole =
                    text(bytes, 0, from)
                            + text(middle, 0, middle.length)
                            + text(bytes, to, bytes.length);
            bytes = whole.isEmpty() ? sound : whole.getBytes(StandardCharsets.ISO_8859_1);
        }
        return bytes;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.ISO_8859_1);
    }
}
