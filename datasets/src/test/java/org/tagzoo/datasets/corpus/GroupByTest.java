package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.datasets.image.ImageHeader;

class GroupByTest {

    private static final String TABLE =
            """
            file,class,patient,split
            a1.png,cat,0,train
            a2.png,dog,0,train
            b1.png,cat,1,test
            b2.png,dog,1,%s
            c1.png,cat,,test
            """;

    @TempDir Path folder;

    @BeforeEach
    void images() throws IOException {
        for (String name : "a1 a2 b1 b2 c1".split(" ")) {
            TinyImages.write(folder, name + ".png", "f/x/" + name.charAt(0) + "/" + name + ".png");
            TinyImages.write(folder, "f/y/" + name.charAt(0) + "/" + name + ".png");
        }
    }

    private Corpus table(String groupBy, String partOfB2) throws IOException {
        return Corpora.read(
                "csv:" + TinyImages.text(folder, "t.csv", TABLE.formatted(partOfB2)),
                CorpusOptions.DEFAULT.withGroupBy(groupBy).withLabelColumns(List.of("class")));
    }

    private static Set<Set<String>> groups(Corpus corpus) {
        return Set.copyOf(
                corpus.images().stream()
                        .collect(
                                Collectors.groupingBy(
                                        TaggedImage::group,
                                        Collectors.mapping(
                                                TaggedImage::id,
                                                Collectors.toCollection(TreeSet::new))))
                        .values());
    }

    @Test
    void aColumnSaysWhatBelongsTogetherAndBlankFieldsSayNothing() throws IOException {
        assertEquals(
                Set.of(Set.of("a1.png", "a2.png"), Set.of("b1.png", "b2.png"), Set.of("c1.png")),
                groups(table("column:patient", "test")));
        String refusal =
                assertThrows(CorpusException.class, () -> table("column:patient", "train"))
                        .getMessage();
        assertTrue(refusal.contains("'b1.png' and 'b2.png' belong together"), refusal);
        assertThrows(CorpusException.class, () -> table("column:doctor", "test"));
    }

    @Test
    void anExpressionFindsItInNames() throws IOException {
        Set<Set<String>> byLetter =
                Set.of(Set.of("a1.png", "a2.png"), Set.of("b1.png", "b2.png"), Set.of("c1.png"));
        assertEquals(byLetter, groups(table("regex:^[a-z]", "test")));
        assertEquals(byLetter, groups(table("regex:^(.)[0-9]", "test")));
        String refusal =
                assertThrows(CorpusException.class, () -> table("regex:^..", "test")).getMessage();
        assertTrue(refusal.contains("puts no two images"), refusal);
    }

    @Test
    void eachPartsTableSaysItToo() throws IOException {
        for (String part : List.of("train", "test")) {
            TinyImages.write(folder, "p/" + part + "/1.png", "p/" + part + "/2.png");
            TinyImages.text(
                    folder,
                    "p/" + part + "/metadata.csv",
                    "file_name,class,patient\n1.png,cat,%1$s\n2.png,dog,%1$s\n".formatted(part));
        }
        Corpus corpus =
                Corpora.read(
                        "csv:" + folder.resolve("p"),
                        CorpusOptions.DEFAULT
                                .withGroupBy("column:patient")
                                .withLabelColumns(List.of("class")));
        assertEquals(
                Set.of(Set.of("train/1.png", "train/2.png"), Set.of("test/1.png", "test/2.png")),
                groups(corpus));
    }

    /**
     * The images of 2 x 2 pixels, and three files of make_exif.py of 1 x 2, one of another hour.
     */
    @Test
    void filesSayIt() throws IOException {
        for (String name : List.of("jpg", "png", "tif")) {
            try (InputStream in = ImageHeader.class.getResourceAsStream("exif/camera." + name)) {
                Files.write(folder.resolve("f/x/c/c2." + name), in.readAllBytes());
            }
        }
        Files.writeString(folder.resolve("f/x/c/c3.png"), "no image");
        Set<String> small =
                new TreeSet<>(
                        Set.of(
                                "x/a/a1.png",
                                "x/a/a2.png",
                                "x/b/b1.png",
                                "x/b/b2.png",
                                "x/c/c1.png"));
        small.addAll(small.stream().map(id -> id.replace("x", "y")).toList());
        Set<String> photographs = Set.of("x/c/c2.jpg", "x/c/c2.png", "x/c/c2.tif");
        assertEquals(Set.of(small, photographs, Set.of("x/c/c3.png")), groups(folders("size")));
        assertTrue(groups(folders("camera")).contains(photographs));
        assertEquals(12, groups(folders("camera")).size());
        assertTrue(groups(folders("hour")).contains(Set.of("x/c/c2.jpg", "x/c/c2.png")));
        assertEquals(1, groups(folders("order")).size());
    }

    private Corpus folders(String groupBy) {
        return Corpora.read(
                "folders:" + folder.resolve("f"),
                CorpusOptions.DEFAULT
                        .withGroupBy(groupBy)
                        .withClassFolder(CorpusOptions.ClassFolder.LAST)
                        .withMinimumSupport(1));
    }

    @Test
    void imagesThatFollowOneAnotherAreKeptInBlocks() throws IOException {
        for (int n = 0; n < 60; n++) {
            TinyImages.write(folder, "o/" + (n % 2) + "/" + n + ".png");
        }
        Corpus corpus =
                Corpora.read(
                        "folders:" + folder.resolve("o"),
                        CorpusOptions.DEFAULT.withGroupBy("order").withMinimumSupport(1));
        assertEquals(List.of(10, 25, 25), groups(corpus).stream().map(Set::size).sorted().toList());
    }

    @Test
    void anOptionThatIsNoneIsRefused() {
        String refusal =
                assertThrows(
                                CorpusException.class,
                                () -> CorpusOptions.DEFAULT.withGroupBy("colour"))
                        .getMessage();
        assertTrue(refusal.contains("folder, size, camera, hour, order, column:NAME"), refusal);
    }

    /** Patient 0 has an image that is one with an image of patient 1, by its name or its bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"f/x/b/b1.png", "./f/x/a/a2.png"})
    void joinedImagesMakeTheirGroupsOne(String same) throws IOException {
        Files.copy(
                folder.resolve("f/x/a/a2.png"),
                folder.resolve("f/x/b/b1.png"),
                StandardCopyOption.REPLACE_EXISTING);
        String rows =
                """
                file,class,patient
                f/x/a/a1.png,cat,0
                f/x/a/a2.png,dog,0
                %s,dog,1
                f/x/b/b2.png,cat,1
                f/x/c/c1.png,cat,2
                """;
        CorpusOptions join = CorpusOptions.DEFAULT.withJoinSame(true);
        Corpus corpus =
                Corpora.read(
                        "csv:" + TinyImages.text(folder, "t.csv", rows.formatted(same)),
                        join.withGroupBy("column:patient").withLabelColumns(List.of("class")));
        Set<Set<String>> expected =
                Set.of(
                        Set.of("f/x/a/a1.png", "f/x/a/a2.png", "f/x/b/b2.png"),
                        Set.of("f/x/c/c1.png"));
        assertEquals(expected, groups(corpus));
        if (same.startsWith("f")) {
            Corpus byFolder =
                    Corpora.read(
                            "csv:" + folder.resolve("t.csv"),
                            join.withGroupBy("folder").withLabelColumns(List.of("class")));
            assertEquals(expected, groups(byFolder));
        }
    }

    @Test
    void aFolderIsAGroup() {
        Corpus corpus =
                Corpora.read(
                        "folders:" + folder.resolve("f"),
                        CorpusOptions.DEFAULT
                                .withClassFolder(CorpusOptions.ClassFolder.FIRST)
                                .withGroupBy("folder"));
        Map<String, Long> sizes =
                corpus.images().stream()
                        .collect(Collectors.groupingBy(TaggedImage::group, Collectors.counting()));
        assertEquals(6, sizes.size(), sizes.toString());
        assertEquals(2, sizes.get("group x/a"), sizes.toString());
    }

    /** The domains are a, b and c. */
    @Test
    void aGroupThatIsHeldOutInPartIsRefused() {
        CorpusOptions options =
                CorpusOptions.DEFAULT
                        .withClassFolder(CorpusOptions.ClassFolder.FIRST)
                        .withHoldOut("a");
        String corpus = "folders:" + folder.resolve("f");
        Corpora.read(corpus, options.withGroupBy("folder"));
        CorpusOptions mixed = options.withGroupBy("regex:[12]");
        String refusal =
                assertThrows(CorpusException.class, () -> Corpora.read(corpus, mixed)).getMessage();
        assertTrue(refusal.contains("leave one of the two options out"), refusal);
    }

    @Test
    void whatItCantBeIsRefused() {
        for (String wrong : new String[] {"", "folders", "column:", "regex:", "regex:("}) {
            assertThrows(
                    CorpusException.class, () -> CorpusOptions.DEFAULT.withGroupBy(wrong), wrong);
        }
    }
}
