package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tagzoo.datasets.corpus.CorpusAsserts.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CocoReaderTest {

    private static final String IMAGES =
            "'images': [{'id': 7, 'file_name': '10.png', 'width': 2}, {'license': 1, 'file_name':"
                    + " '2.png', 'id': 0}, {'id': 1, 'file_name': '3.png'}]";
    private static final String CATEGORIES =
            "'categories': [{'id': 90, 'name': 'dog', 'supercategory': 'animal'}, {'id': 5, 'name':"
                    + " 'cat'}, {'id': 6, 'name': 'ox'}]";
    private static final String ANNOTATIONS =
            "'annotations': [{'id': 1, 'image_id': 7, 'category_id': 5, 'bbox': [0, 0, 1.5, 1],"
                    + " 'iscrowd': 0, 'segmentation': [[0.5, 1, 2, 3, 4, 5]]}, {'image_id': 7,"
                    + " 'category_id': 90, 'iscrowd': 1, 'segmentation': {'counts': 'aZ', 'size': [2,"
                    + " 2]}}, {'image_id': 7, 'category_id': 5}, {'image_id': 1, 'category_id': 90}]";
    private static final String LABELS = "{2.png=[], 3.png=[dog], 10.png=[dog, cat]}";

    @TempDir Path temporary;
    private Path folder;

    /** What stands beside the folder is the test's own too. */
    @BeforeEach
    void folder() {
        folder = temporary.resolve("a/coco");
    }

    private Corpus read(String json, CorpusOptions options) throws IOException {
        String text = json.replace('\'', '"');
        return Corpora.read("coco:" + TinyImages.text(folder, "annotations/i.json", text), options);
    }

    private Corpus read(String json) throws IOException {
        return read(json, CorpusOptions.DEFAULT);
    }

    private void images(String below) throws IOException {
        for (String name : List.of("10.png", "2.png", "3.png")) {
            TinyImages.write(folder, below + name);
        }
    }

    private static String coco(String... lists) {
        return "{" + String.join(", ", lists) + "}";
    }

    @Test
    void labelsAreTheCategoriesAnnotatedInAnyOrderOfTheLists() throws IOException {
        images("val2017/");
        String info = "'info': {'year': 2017}";
        for (String json :
                List.of(
                        coco(info, IMAGES, ANNOTATIONS, CATEGORIES),
                        coco(ANNOTATIONS, CATEGORIES, info, IMAGES))) {
            Corpus corpus = read(json);
            assertEquals(LABELS, CorpusAsserts.labels(corpus).toString());
            assertEquals(List.of("dog", "cat"), corpus.labels().names());
            assertEquals(
                    List.of(
                            "images are taken from the folder " + folder.resolve("val2017"),
                            "objects without a box: 3",
                            "dropped for having fewer than 1 image: ox (0)"),
                    corpus.notes());
            assertEquals(3, CorpusScan.scan(corpus, 1, done -> {}).contentHashes().size());
        }
    }

    /**
     * The first image has one box, 1.5 pixels wide; of a side that makes no sense, nothing is
     * known.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "1; 1",
                "1.0; 1",
                "'1'; 1",
                "-1; 1.5",
                "0; 1.5",
                "NaN; 1.5",
                "'wide'; 1.5",
                "[1, {}]; 1.5",
                "{'x': 1}; 1.5",
                "true; 1.5"
            })
    void sidesAreNumbersOrNotKnown(String side, double width) throws IOException {
        images("val2017/");
        String sides = IMAGES.replace("'width': 2", "'height': null, 'width': " + side);
        Corpus corpus = read(coco(sides, ANNOTATIONS, CATEGORIES));
        assertEquals(LABELS, CorpusAsserts.labels(corpus).toString());
        assertEquals(width, corpus.images().get(2).boxes().get(0).width());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "annotations/",
                "annotations/images/",
                "annotations/data/",
                "",
                "images/",
                "train/",
                "images/val/"
            })
    void imagesAreFoundNearTheFile(String below) throws IOException {
        images(below);
        String json = coco(IMAGES, CATEGORIES, ANNOTATIONS);
        assertEquals(LABELS, CorpusAsserts.labels(read(json)).toString());
    }

    @Test
    void theFolderOfTheImagesIsNamedWhereItIsNotClear() throws IOException {
        String json = coco(IMAGES, CATEGORIES, ANNOTATIONS);
        images("other/deep/deeper/");
        assertRefused(
                () -> read(json),
                "i.json: no column, such as 'file_name', names an image in "
                        + folder.resolve("annotations")
                        + " or a folder in it, or above it; line 1 has '10.png'",
                "--image-folder");
        CorpusOptions elsewhere =
                CorpusOptions.DEFAULT.withImageFolder(folder.resolve("other/deep/deeper"));
        assertEquals(LABELS, CorpusAsserts.labels(read(json, elsewhere)).toString());
        CorpusOptions nowhere = CorpusOptions.DEFAULT.withImageFolder(Path.of("no such folder"));
        assertRefused(() -> read(json, nowhere), "There is no image folder no such folder");
        images("train/");
        TinyImages.write(folder, "val/2.png");
        assertEquals(LABELS, CorpusAsserts.labels(read(json)).toString());
        TinyImages.write(folder, "val/3.png");
        assertRefused(
                () -> read(json),
                "may be in any of " + folder.resolve("train") + ", " + folder.resolve("val") + ";");
    }

    @Test
    void whatIsLeftOutIsSaid() throws IOException {
        images("val/");
        TinyImages.write(folder, "secret.png");
        Files.createSymbolicLink(folder.resolve("val/link.png"), folder.resolve("secret.png"));
        String more =
                IMAGES.replace(
                        "]",
                        ", {'id': 20, 'file_name': '../secret.png'}, {'id': 21, 'file_name':"
                                + " '/etc/x.png'}, {'id': 22, 'file_name': 'link.png'}, {'id': 23,"
                                + " 'file_name': 'none.png'}, {'id': 24, 'file_name': './2.png'}]");
        String strays =
                ANNOTATIONS.replace(
                        "'annotations': [", "'annotations': [{'image_id': 99, 'category_id': 5}, ");
        Corpus corpus = read(coco(more, CATEGORIES, strays));
        assertEquals(LABELS, CorpusAsserts.labels(corpus).toString());
        assertEquals(
                "annotations of images that are not listed, left out: 1", corpus.notes().get(1));
        assertEquals(
                List.of(
                        "../secret.png: /images/3: the name leads out of the image folder",
                        "./2.png: /images/7: the same image as in /images/1",
                        "/etc/x.png: /images/4: there is no image of this name",
                        "link.png: /images/5: the file is a link that leads out of the image"
                                + " folder",
                        "none.png: /images/6: there is no image of this name"),
                corpus.quarantine().stream().map(q -> q.id() + ": " + q.reason()).toList());
        String other = more.replace("./2.png", "./3.png");
        assertRefused(
                () -> read(coco(other, CATEGORIES, ANNOTATIONS)),
                "/images/7: the same image as in /images/2 with other labels");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "'id': 7; 'id': -7; /images/0/id: a whole number from 0 is needed, not '-7'",
                "'id': 7; 'id': 7.0; /images/0/id: a whole number from 0 is needed, not '7.0'",
                "'id': 7; 'id': '7'; /images/0/id: a whole number",
                "'id': 7; 'id': [7]; /images/0/id: a whole number",
                "'id': 7; 'id': 1000000000000000000000; /images/0/id: a whole number",
                "'id': 7; 'id': 1; /images/2: another image has the id 1",
                "'id': 7; 'id': 7, 'id': 8; /images/0/id: the field stands there twice",
                "'id': 7, ; ``; /images/0: 'id' is missing",
                "'10.png'; 10; /images/0/file_name: a name is needed, not '10'",
                "'10.png'; ' '; /images/0/file_name: a name is needed, not ' '",
                "'id': 5; 'id': 90; /categories/1: another category has the id 90",
                "'cat'; ' dog'; /categories/1: another category is named ' dog'",
                "'cat'; {}; /categories/1/name: a name is needed",
                "'category_id': 90, ; 'category_id': 4,; /annotations/1: no category has the id 4",
                "'category_id': 90, ; ``; /annotations/1: 'category_id' is missing",
                "'image_id': 1; 'image_id': 1.5; /annotations/3/image_id: a whole number from 0",
                "'annotations': [; 'annotations': [3, ; /annotations/0: an object is needed",
                "'annotations': [; 'annotations': [[]], 'x': [; /annotations/0: an object is"
                        + " needed",
                "'annotations'; 'caption'; here is no annotations",
                "'categories'; 'images'; /images: one list is needed",
                "'categories': [; 'categories': {}, 'x': [; /categories: one list is needed",
                "[0.5; [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[0.5; Document nesting depth"
            })
    void whatMakesNoSenseIsRefused(String part, String by, String why) throws IOException {
        images("val/");
        String json = coco(IMAGES, CATEGORIES, ANNOTATIONS);
        int at = json.indexOf(part);
        String wrong = json.substring(0, at) + by + json.substring(at + part.length());
        assertRefused(() -> read(wrong), "i.json: ", why);
    }

    @Test
    void whatIsNoCocoFileIsRefused() throws IOException {
        String json = coco(IMAGES, CATEGORIES, ANNOTATIONS);
        assertRefused(() -> read("[]"), "i.json: /: an object is needed");
        assertRefused(() -> read(""), "an object is needed");
        assertRefused(() -> read("{}"), "here is no categories and no images");
        assertRefused(() -> read(json + "{}"), "more follows the object");
        assertRefused(() -> read(json.substring(0, json.length() - 9)), "i.json: line 1, column ");
        assertRefused(() -> read(json.replace("2.png", "2".repeat(100_000))), "line 1, column ");
        assertRefused(
                () -> Corpora.read("coco:" + folder, CorpusOptions.DEFAULT),
                "there is no _annotations.coco.json in ");
        assertRefused(
                () -> Corpora.read("coco:" + folder + "/none.json", CorpusOptions.DEFAULT),
                "is not there: no file ");
        // JSON it is, with an area that Python did not know; just no image is there
        assertRefused(
                () -> read(json.replace("\"image_id\"", "\"area\": NaN, \"image_id\"")),
                "names an image");
        assertRefused(() -> Corpora.read("coco", CorpusOptions.DEFAULT), "coco:<file>");
    }
}
