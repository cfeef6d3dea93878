package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.datasets.corpus.CorpusAsserts.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The boxes that YOLO's and COCO's files tell, worked out by hand. */
class BoxesTest {

    @TempDir Path folder;

    private Corpus yolo(String... lines) throws IOException {
        TinyImages.write(folder, "images/train/a.png", "images/train/b.png", "images/train/c.png");
        TinyImages.text(folder, "data.yaml", "names: [cat, dog]\n");
        TinyImages.text(folder, "labels/train/a.txt", String.join("\n", lines) + "\n");
        TinyImages.text(folder, "labels/train/b.txt", "");
        TinyImages.text(folder, "labels/train/c.txt", "1 0.5 0.5 1 1\n0 0.5 0.5 1 1\n");
        return Corpora.read("yolo:" + folder, CorpusOptions.DEFAULT);
    }

    private Corpus coco(String annotations) throws IOException {
        return coco(folder, annotations);
    }

    private static Corpus coco(Path folder, String annotations) throws IOException {
        return Corpora.read("coco:" + write(folder, annotations, "i.json"), CorpusOptions.DEFAULT);
    }

    private static Path write(Path folder, String annotations, String name) throws IOException {
        TinyImages.write(folder, "1.png", "2.png");
        return TinyImages.text(
                folder,
                name,
                """
                {"images": [{"id": 1, "file_name": "1.png", "width": 100, "height": 50},
                            {"id": 2, "file_name": "2.png"}],
                 "categories": [{"id": 3, "name": "cat"}, {"id": 5, "name": "dog"}],
                 "annotations": [%s]}
                """
                        .formatted(annotations));
    }

    private static List<Box> boxes(Corpus corpus, String id) {
        return corpus.images().stream()
                .filter(image -> image.id().equals(id))
                .findFirst()
                .orElseThrow()
                .boxes();
    }

    @Test
    void yolosAreCentreAndSidesInSharesOfTheImage() throws IOException {
        Corpus corpus = yolo("1 0.5 0.25 0.5 0.5", "0 0.25 0.75 0.25 0.125 0.9");
        assertEquals(
                List.of(
                        new Box("dog", 0.25, 0, 0.5, 0.5, true, false),
                        new Box("cat", 0.125, 0.6875, 0.25, 0.125, true, false)),
                boxes(corpus, "images/train/a.png"));
        assertEquals(List.of(), boxes(corpus, "images/train/b.png"));
        assertEquals(
                new Box("dog", 160, 0, 320, 240, false, false),
                boxes(corpus, "images/train/a.png").get(0).inPixels(640, 480));
        assertTrue(
                corpus.summary().contains("boxes: 4 in 2 of the images"),
                corpus.summary()::toString);
    }

    @Test
    void anOutlineHasTheBoxAroundIt() throws IOException {
        Corpus corpus = yolo("0 0.5 0.125 0.75 0.5 0.25 0.375");
        assertEquals(
                List.of(new Box("cat", 0.25, 0.125, 0.5, 0.375, true, false)),
                boxes(corpus, "images/train/a.png"));
    }

    @Test
    void whatReachesOutOfAnImageIsCutAndCounted() throws IOException {
        Corpus corpus = yolo("1 1 0.5 0.5 0.5", "0 2 2 0.5 0.5", "0 0.5 0.5 1.000001 1");
        assertEquals(
                List.of(
                        new Box("dog", 0.75, 0.25, 0.25, 0.5, true, false),
                        new Box("cat", 0, 0, 1, 1, true, false)),
                boxes(corpus, "images/train/a.png"));
        assertTrue(
                corpus.notes().contains("boxes that reach out of their image, cut at its edge: 1"));
        assertTrue(
                corpus.notes()
                        .contains("boxes that cover nothing of their image, left out as boxes: 1"));
        assertEquals(List.of(0, 1), List.copyOf(corpus.images().get(0).labels()), "labels stay");
    }

    @Test
    void cocosAreEdgeAndSidesInPixelsOfTheSizeThatIsNamed() throws IOException {
        Corpus corpus =
                coco(
                        """
                        {"image_id": 1, "category_id": 5, "bbox": [10, 20.5, 30, 20], "iscrowd": 0},
                        {"image_id": 1, "category_id": 3, "bbox": [90, 40, 30, 20], "iscrowd": 1},
                        {"image_id": 2, "category_id": 3, "bbox": [5, 6, 900, 8]},
                        {"image_id": 2, "category_id": 5, "bbox": []},
                        {"image_id": 2, "category_id": 5, "bbox": null, "iscrowd": false}
                        """);
        assertEquals(
                List.of(
                        new Box("dog", 0.1, 0.41, 0.3, 0.4, true, false),
                        new Box("cat", 0.9, 0.8, 0.1, 0.2, true, true)),
                boxes(corpus, "1.png"));
        assertEquals(
                new Box("dog", 20, 41, 60, 40, false, false),
                boxes(corpus, "1.png").get(0).inPixels(200, 100),
                "in a file of twice the size");
        assertEquals(List.of(new Box("cat", 5, 6, 900, 8, false, false)), boxes(corpus, "2.png"));
        assertTrue(
                corpus.summary().contains("boxes: 3 in 2 of the images, 1 of crowds"),
                corpus.summary()::toString);
        assertTrue(corpus.notes().contains("objects without a box: 2"), corpus.notes()::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1, 2, 3]",
                "[1, 2, 3, -4]",
                "{\"x\": [1]}",
                "[1, 2, 3, NaN]",
                "[1, 2, 3, 4, 5]",
                "[1, 2, \"x\", 4]",
                "7",
                "[[1], 2, 3, 4]"
            })
    void whatIsNoBoxIsCountedAsNone(String box) throws IOException {
        Corpus corpus =
                coco(
                        """
                        {"image_id": 1, "category_id": 3, "bbox": [1, 2, 3, 4], "iscrowd": "0"},
                        {"image_id": 1, "category_id": 5, "bbox": %s}
                        """
                                .formatted(box));
        assertEquals(
                List.of(new Box("cat", 0.01, 0.04, 0.03, 0.08, true, false)),
                boxes(corpus, "1.png"));
        assertTrue(corpus.notes().contains("objects without a box: 1"), corpus.notes()::toString);
        assertTrue(corpus.labels().names().contains("dog"));
    }

    @Test
    void partsMayHaveAFileEach() throws IOException {
        String cat = "{\"image_id\": 1, \"category_id\": 3, \"bbox\": [1, 2, 3, 4]}";
        String dog = "{\"image_id\": 2, \"category_id\": 5, \"bbox\": [1, 2, 3, 4]}";
        for (String part : List.of("train", "valid", "test")) {
            write(folder.resolve(part), cat + "," + dog, "_annotations.coco.json");
        }
        Corpus corpus = Corpora.read("coco:" + folder, CorpusOptions.DEFAULT);
        assertEquals(6, corpus.images().size());
        assertEquals(
                List.of(
                        "test/1.png",
                        "test/2.png",
                        "train/1.png",
                        "train/2.png",
                        "valid/1.png",
                        "valid/2.png"),
                DrawnCorpus.ids(corpus.images()));
        assertEquals(Optional.of("validation"), corpus.images().get(4).part());
        assertEquals(
                List.of(new Box("cat", 0.01, 0.04, 0.03, 0.08, true, false)),
                boxes(corpus, "train/1.png"));
        assertRefused(
                () -> Corpora.read("folders:" + folder, CorpusOptions.DEFAULT),
                "read it as coco:" + folder);
    }

    @Test
    void tablesOfPartsAreOneCorpusOfTheLabelsOfAll() throws IOException {
        for (String part : List.of("train", "test")) {
            for (int i = 0; i < 4; i++) {
                TinyImages.write(folder, part + "/" + i + ".png");
            }
        }
        TinyImages.text(
                folder,
                "train/metadata.csv",
                "file_name,label\n0.png,x\n1.png,x\n2.png,z\n3.png,z\n");
        TinyImages.text(
                folder,
                "test/metadata.csv",
                "file_name,label\n0.png,z\n1.png,z\n2.png,y\n3.png,y\n");
        Corpus corpus = Corpora.read("csv:" + folder, CorpusOptions.DEFAULT);
        assertEquals(
                "{test/0.png=[z], test/1.png=[z], test/2.png=[y], test/3.png=[y],"
                        + " train/0.png=[x], train/1.png=[x], train/2.png=[z], train/3.png=[z]}",
                CorpusAsserts.labels(corpus).toString());
        assertEquals(Optional.of("test"), corpus.images().get(0).part());
    }
}
