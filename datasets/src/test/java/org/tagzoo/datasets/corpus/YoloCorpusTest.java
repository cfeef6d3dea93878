package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tagzoo.datasets.corpus.CorpusAsserts.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.split.SplitCorpus;

class YoloCorpusTest {

    private static final String BOX = " 0.5 0.5 0.1 0.1\n";

    @TempDir Path folder;

    private Corpus read() {
        return Corpora.read("yolo:" + folder, CorpusOptions.DEFAULT);
    }

    private void yaml(String text) throws IOException {
        TinyImages.text(folder, "data.yaml", text);
    }

    @Test
    void partsBesideTheYaml() throws IOException {
        yaml("train: ../train/images\nval: ../../../etc\nnc: 2\nnames: ['cat', 'dog']\n");
        TinyImages.write(
                folder, "train/images/10.jpg", "train/images/2.png", "valid/images/a.b.jpg");
        TinyImages.write(folder, "test/images/none.png", "train/images/none.png");
        TinyImages.text(folder, "train/labels/gone.txt", "0" + BOX);
        TinyImages.text(folder, "train/labels/10.txt", "1" + BOX + "0" + BOX + "\n1" + BOX);
        TinyImages.text(folder, "train/labels/2.txt", "");
        TinyImages.text(folder, "valid/labels/a.b.txt", "1 0 0 1 0 1 1\r\n");
        Corpus corpus = read();
        assertEquals(
                "{train/images/2.png=[], train/images/10.jpg=[cat, dog], train/images/none.png=[], valid/images/a.b.jpg=[dog]}",
                CorpusAsserts.labels(corpus).toString());
        assertEquals(
                List.of(
                        "test: no image of it has a label file, so its images are left out: 1, such as test/images/none.png",
                        "images without a label file, taken as images without objects: 1, such as train/images/none.png"),
                corpus.notes());
        assertEquals(Map.of("without a class", 1, "boxes without an image", 1), corpus.leftOut());
    }

    @Test
    void partsInsideImagesAndLabels() throws IOException {
        yaml("names:\n  1: dog\n  0: cat\n");
        TinyImages.write(folder, "images/train/1.png", "images/val/1.png");
        TinyImages.text(folder, "labels/train/1.txt", "0" + BOX);
        TinyImages.text(folder, "labels/val/1.txt", "1" + BOX);
        assertEquals(
                "{images/train/1.png=[cat], images/val/1.png=[dog]}",
                CorpusAsserts.labels(read()).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0 0.5 0.5 0.1; at least four numbers",
                "cat 0.5 0.5 0.1 0.1; whole number from 0 to 1, not 'cat'",
                "0.5 0.5 0.5 0.1 0.1; whole number from 0 to 1, not '0.5'",
                "-1 0.5 0.5 0.1 0.1; whole number from 0 to 1, not '-1'",
                "2 0.5 0.5 0.1 0.1; whole number from 0 to 1, not '2'",
                "99999999999 0.5 0.5 0.1 0.1; whole number from 0 to 1",
                "0 0.5 NaN 0.1 0.1; 'NaN' is not a finite number",
                "0 0.5 Infinity 0.1 0.1; 'Infinity' is not a finite number",
                "0 0.5 x 0.1 0.1; 'x' is not a finite number"
            })
    void malformedLinesAreRefused(String line, String why) throws IOException {
        yaml("names: [cat, dog]");
        TinyImages.write(folder, "train/images/1.png");
        TinyImages.text(folder, "train/labels/1.txt", "0" + BOX + line + "\n");
        assertRefused(this::read, "1.txt:2: ", why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "nc: 3; here it is missing",
                "names: cat; here it is '\"cat\"'",
                "names: []; here it is '[]'",
                "names: [cat, cat]; two classes are named 'cat'",
                "names: [cat, '']; name of class 1 is text",
                "names: [cat, [dog]]; name of class 1 is text",
                "names: {0: cat, 2: dog}; keys are 0 to 1, but 1 is missing",
                "names: [cat; data.yaml:",
                "{nc: 3, names: [cat, dog]}; nc is 3, but there are 2 names"
            })
    void yamlThatMakesNoSenseIsRefused(String text, String why) throws IOException {
        yaml(text);
        assertRefused(this::read, "data.yaml", why);
    }

    @Test
    void missingPiecesAreRefused() throws IOException {
        assertRefused(this::read, "has no data.yaml");
        yaml("names: [cat, dog]");
        assertRefused(this::read, "has no images");
        TinyImages.write(folder, "train/images/1.png");
        assertRefused(this::read, "has no label file");
    }

    @Test
    void classesAreCalledWhatIsWritten() throws IOException {
        yaml("names: {0: no, 1: yes, 2: 007, 3: 1.10, 4: True, 5: on}\nnc: 6\n");
        TinyImages.write(folder, "train/images/1.png");
        TinyImages.text(
                folder, "train/labels/1.txt", "0" + BOX + "1" + BOX + "2" + BOX + "3" + BOX);
        Corpus corpus = read();
        assertEquals(List.of("no", "yes", "007", "1.10"), corpus.labels().names());
    }

    @Test
    void partsAreThoseOfTheExport() throws IOException {
        yaml("names: [cat, dog]\n");
        for (String part : List.of("train", "valid", "test")) {
            for (int i = 0; i < 4; i++) {
                TinyImages.write(folder, part + "/images/" + part + i + ".png");
                TinyImages.text(folder, part + "/labels/" + part + i + ".txt", i % 2 + BOX);
            }
        }
        SplitCorpus own = SplitCorpus.read(read(), 1, 1, done -> {});
        assertEquals("train 4, validation 4, test 4", own.split().toString());
        Corpus mixed = Corpora.read("yolo:" + folder, CorpusOptions.DEFAULT.withSplitAnew(true));
        SplitCorpus anew = SplitCorpus.read(mixed, 1, 1, done -> {});
        assertEquals("train 8, validation 2, test 2", anew.split().toString());
    }
}
