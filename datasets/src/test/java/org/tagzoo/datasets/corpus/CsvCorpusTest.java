package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.datasets.corpus.CorpusAsserts.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCorpusTest {

    private static final String LABELS = "{a=[x, y], b.jpg=[x], c=[], d=[y]}";

    @TempDir Path folder;

    @BeforeEach
    void images() throws IOException {
        TinyImages.write(folder, "t/pics/a.jpg", "t/pics/b.jpg", "t/pics/c.png", "t/pics/d.gif");
    }

    private Corpus read(String text, CorpusOptions options) throws IOException {
        return Corpora.read("csv:" + TinyImages.text(folder, "t/t.csv", text), options);
    }

    private Corpus read(String text) throws IOException {
        return read(text, CorpusOptions.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,tags\na,\"['x', 'y']\"\nb.jpg,['x']\nc,[]\nd,\"[\"\"y\"\"]\"\n",
                "\ufeffid,tags\r\na,x|y\r\nb.jpg,x\r\n\r\nc,\r\nd,y",
                "id;tags\na;x, y\nb.jpg;x\nc;\nd;y\n",
                "x\tid\ty\n1\ta\t1\n1.0\tb.jpg\t0\n0\tc\tfalse\n0.0\td\tTRUE\n"
            })
    void theFormsOfLabels(String text) throws IOException {
        Corpus corpus = read(text);
        assertEquals(LABELS, CorpusAsserts.labels(corpus).toString());
        assertTrue(corpus.notes().contains("images are named by column 'id'"), "notes");
        assertEquals(4, CorpusScan.scan(corpus, 1, done -> {}).contentHashes().size());
    }

    /** Labels and parts must not come back as what is known of an image; its group may. */
    @Test
    void allOtherColumnsAreFields() throws IOException {
        String text =
                """
                id,year,tags,split,boat,title
                a, 1991 ,x|y,train,B1,"So, so"
                b,,x,train,B1,Up
                c,2001.5,y,test,B2,
                d,n/a,y,test,B2,1
                """;
        Corpus corpus = read(text, CorpusOptions.DEFAULT.withGroupBy("column:boat"));
        assertEquals(
                List.of(
                        "{year=1991, boat=B1, title=So, so}",
                        "{boat=B1, title=Up}",
                        "{year=2001.5, boat=B2}",
                        "{year=n/a, boat=B2, title=1}"),
                corpus.images().stream().map(image -> image.fields().toString()).toList());
        TaggedImage known = corpus.images().get(1).withDomain(Optional.of("sketch"));
        assertEquals("{boat=B1, title=Up, domain=sketch}", known.known().toString());
    }

    @Test
    void aListColumnThatAgreesWithZeroOneColumns() throws IOException {
        String text = "id,tags,x,y\na,x|y,1,1\nb,x,1,0\nc,,0,0\nd,y,0,%d\n";
        assertTrue(
                read(text.formatted(1)).notes().stream()
                        .anyMatch(
                                note ->
                                        note.contains(
                                                "'tags'; the 2 columns of 0 and 1 say the same")));
        assertRefused(
                () -> read(text.formatted(0)),
                "t.csv:5: the list column 'tags' says [y]",
                "(x, y) say []",
                "--label-columns");
        CorpusOptions choice = CorpusOptions.DEFAULT.withLabelColumns(List.of("x", "y"));
        assertEquals(
                "{a=[x, y], b=[x], c=[], d=[]}",
                CorpusAsserts.labels(read(text.formatted(0), choice)).toString());
    }

    @Test
    void rowsWithoutAnImageGoToTheQuarantine() throws IOException {
        TinyImages.write(folder, "secret.jpg", "t/pics/e.jpg", "t/pics/e.png");
        Files.createSymbolicLink(folder.resolve("t/pics/link.jpg"), folder.resolve("secret.jpg"));
        Corpus corpus =
                read(
                        """
                        id,tags
                        a,x|y
                        b.jpg,x
                        gone,x
                        ../../secret,y
                        ..\\..\\secret.jpg,y
                        /etc/passwd,y
                        C:/a,x
                        link,x
                        e,x
                        ,y
                        a.jpg,y|x
                        c,y
                        d,y
                        """);
        assertEquals(4, corpus.images().size());
        assertEquals(
                List.of(
                        "line 5: the name leads out of the image folder",
                        "line 6: the name leads out of the image folder",
                        "line 7: there is no image of this name",
                        "line 8: the name leads out of the image folder",
                        "line 12: the same image as in line 2",
                        "line 10: 2 images have this name: e.jpg and e.png",
                        "line 4: there is no image of this name",
                        "line 11: the row names no image",
                        "line 9: the file is a link that leads out of the image folder"),
                corpus.quarantine().stream().map(QuarantinedImage::reason).toList());
    }

    @Test
    void anImageTwiceWithOtherLabelsIsRefused() throws IOException {
        assertRefused(
                () -> read("id,tags\na,x|y\nb,x\na.jpg,y\n"),
                "t.csv:4: the same image as in line 2 with other labels: [y], before [x, y]");
    }

    @Test
    void aFieldThatIsNoListIsRefused() throws IOException {
        String rows = "a,['x']\n".repeat(10);
        assertRefused(
                () -> read("id,tags\n" + rows + "b,x\n"),
                "t.csv:12: column 'tags': a list such as",
                "not 'x'");
    }

    @Test
    void unclearColumnsAreRefusedByName() throws IOException {
        assertRefused(
                () -> read("id,tags,kinds\na,x|y,p|q\nb,x,p\nc,y,q\n"),
                "tags, kinds",
                "--label-columns");
        assertRefused(() -> read("id,title\na,one\nb,two\n"), "no column lists labels");
        assertRefused(
                () -> read("one,two,tags\na,b,x|y\nb,c,x\nc,d,y\n"), "one, two", "--id-column");
        assertRefused(() -> read("id,tags\nq,x|y\nr,x|y\n"), "--image-folder", "line 2 has 'q'");
        TinyImages.write(folder, "t/thumbs/a.jpg", "t/thumbs/b.jpg");
        assertRefused(
                () -> read("id,tags\na,x|y\nb,x|y\n"), "t/pics", "t/thumbs", "--image-folder");
        CorpusOptions choice = CorpusOptions.DEFAULT.withImageFolder(folder.resolve("t/thumbs"));
        assertTrue(
                read("id,tags\na,x|y\nb,x|y\n", choice)
                        .images()
                        .get(0)
                        .source()
                        .location()
                        .contains("thumbs"));
    }

    @Test
    void wrongOptionsAreRefused() throws IOException {
        String text = "id,x,y\na,1,0\nb,0,2\n";
        CorpusOptions none = CorpusOptions.DEFAULT;
        assertRefused(
                () -> read(text, none.withLabelColumns(List.of("x", "y"))),
                "t.csv:3: column 'y': 0 or 1 is needed",
                "not '2'");
        assertRefused(
                () -> read(text, none.withLabelColumns(List.of("x", "x"))), "name a column twice");
        assertRefused(() -> read(text, none.withLabelColumns(List.of("id"))), "names the images");
        assertRefused(
                () -> read(text, none.withIdColumn("di")), "no column 'di'", "Its columns are id");
        assertRefused(
                () -> read(text, none.withImageFolder(folder.resolve("no"))), "no image folder");
        StringBuilder long10 = new StringBuilder("id,x,y,z\na,1,0,0\nb,0,1,1\nc,0,1,maybe\n");
        for (int i = 0; i < 8; i++) {
            long10.append("gone,0,1,1\n");
        }
        assertRefused(() -> read(long10.toString()), "t.csv:4: column 'z'", "'maybe'");
    }
}
