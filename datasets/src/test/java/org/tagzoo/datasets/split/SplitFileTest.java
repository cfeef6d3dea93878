package org.tagzoo.datasets.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.TaggedImage;

class SplitFileTest {

    private static final List<TaggedImage> IMAGES =
            List.of(image("b", "g"), image("a,\"1\"", "a"), image("c", "g"), image("é", "e"));

    @TempDir private Path folder;

    @Test
    void comesBackInTheOrderOfTheCorpus() throws IOException {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("b", Part.TRAIN);
        parts.put("a,\"1\"", Part.VALIDATION);
        parts.put("c", Part.TRAIN);
        parts.put("é", Part.TEST);
        Split split = new Split(parts);
        Path file = folder.resolve("split.csv");
        Files.writeString(file, "an older one");
        SplitFile.write(split, file);
        assertEquals(
                "id,split\nb,train\n\"a,\"\"1\"\"\",validation\nc,train\né,test\n",
                Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
        Split read = SplitFile.read(file, IMAGES);
        assertEquals(split, read);
        assertEquals(List.copyOf(parts.keySet()), List.copyOf(read.parts().keySet()));
    }

    @Test
    void theDomainsOfImagesStandBesideTheirParts() throws IOException {
        List<TaggedImage> images =
                List.of(
                        image("b", "b").withDomain(Optional.of("clip art, coloured")),
                        image("c", "c"));
        Split split = new Split(new LinkedHashMap<>(Map.of("b", Part.TRAIN)));
        Path file = folder.resolve("split.csv");
        SplitFile.write(split, images, file);
        assertEquals("id,split,domain\nb,train,\"clip art, coloured\"\n", Files.readString(file));
        assertEquals(Map.of("b", "clip art, coloured"), SplitFile.domains(file));
        assertEquals(split, SplitFile.read(file, images.subList(0, 1)));
        Files.writeString(file, "id,split\nb,train\n");
        assertEquals(Map.of(), SplitFile.domains(file));
    }

    @Test
    void groupsStandThereWhereTheyAreAskedForAndThereAreAny() throws IOException {
        Map<String, Part> parts = new LinkedHashMap<>();
        IMAGES.forEach(image -> parts.put(image.id(), Part.TRAIN));
        Path file = folder.resolve("split.csv");
        SplitFile.writeWithGroups(new Split(parts), IMAGES, file);
        assertEquals(
                "id,split,group\nb,train,g\n\"a,\"\"1\"\"\",train,a\nc,train,g\né,train,e\n",
                Files.readString(file));
        assertEquals(Map.of("b", "g", "a,\"1\"", "a", "c", "g", "é", "e"), SplitFile.groups(file));
        assertEquals(new Split(parts), SplitFile.read(file, IMAGES));
        SplitFile.writeWithGroups(
                new Split(Map.of("b", Part.TRAIN)), List.of(image("b", "b")), file);
        assertEquals("id,split\nb,train\n", Files.readString(file));
        assertEquals(Map.of(), SplitFile.groups(file));
    }

    @Test
    void otherColumnsOrdersAndLineEndsAreRead() throws IOException {
        Path file = folder.resolve("scores.csv");
        Files.writeString(
                file,
                "\uFEFFscore:x,split,id\r\n0.5,test,é\r\n,train,c\r\n,train,b\r\n"
                        + ",validation,\"a,\"\"1\"\"\"\r\n");
        assertEquals("train 2, validation 1, test 1", SplitFile.read(file, IMAGES).toString());
    }

    @Test
    void aFileThatIsTooLargeIsRefused() throws IOException {
        Path file = folder.resolve("large.csv");
        try (RandomAccessFile holes = new RandomAccessFile(file.toFile(), "rw")) {
            holes.setLength((1L << 28) + 1);
        }
        String message =
                assertThrows(CorpusException.class, () -> SplitFile.domains(file)).getMessage();
        assertTrue(message.contains("has 268435457 bytes"), message);
        assertThrows(CorpusException.class, () -> SplitFile.read(file, IMAGES));
    }

    @Test
    void faultsNameTheLine() throws IOException {
        String start = "id,split\nb,train\n";
        refused("", "line 1 must name the columns 'id' and 'split', but names []");
        refused("id,part\n", "line 1 must name the columns 'id' and 'split'");
        refused(start + "z,test\n", "line 3: the corpus has no image 'z'");
        refused(
                start + "é,tset\n",
                "line 3: split must be train, validation or test, but is 'tset'");
        refused(start + "é\n", "line 3 has 1 columns, line 1 has 2");
        refused(start + "b,train\n", "line 3: image 'b' stands in line 2 already");
        refused(
                start + "c,test\n",
                "line 3: image 'c' is in test, but line 2 has one of its group in train");
        refused(start, "lacks image 'a,\"1\"': it has 1 of the 4 images of the corpus");
        refused("id,split\n\"b,train\n", "is no CSV file in UTF-8: ");
        Path file = folder.resolve("latin.csv");
        Files.write(file, "id,split\né,train\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThrows(CorpusException.class, () -> SplitFile.read(file, IMAGES));
    }

    private void refused(String text, String message) throws IOException {
        Path file = folder.resolve("split.csv");
        Files.writeString(file, text);
        var refusal = assertThrows(CorpusException.class, () -> SplitFile.read(file, IMAGES));
        assertTrue(refusal.getMessage().startsWith(file + " " + message), refusal.getMessage());
    }

    @Test
    void nothingIsLeftBehindWhereNothingCanBeWritten() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("split.csv/inside")).getParent();
        Split split = new Split(Map.of("a", Part.TRAIN));
        assertThrows(IOException.class, () -> SplitFile.write(split, taken));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(taken), files.toList());
        }
    }

    private static TaggedImage image(String id, String group) {
        return new TaggedImage(id, null, new TreeSet<>(), group);
    }
}
