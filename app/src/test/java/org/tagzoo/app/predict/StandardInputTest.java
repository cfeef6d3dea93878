package org.tagzoo.app.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardInputTest {

    private static List<NamedImage> images(byte[] input) {
        return StandardInput.images(new ByteArrayInputStream(input)).toList();
    }

    private static List<String> names(String input) {
        return images(input.getBytes(StandardCharsets.UTF_8)).stream()
                .map(NamedImage::name)
                .toList();
    }

    /** Sizes of 10 and 13 put line ends into the headers of GIF and BMP. */
    @ParameterizedTest
    @CsvSource({"jpg,10", "png,10", "gif,10", "gif,13", "gif,300", "bmp,10", "bmp,13", "bmp,40"})
    void oneImageIsReadWhole(String format, int side) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, format, bytes));
        List<NamedImage> images = images(bytes.toByteArray());
        assertEquals(1, images.size());
        assertEquals("-", images.get(0).name());
        assertArrayEquals(bytes.toByteArray(), images.get(0).content().get());
    }

    /** What TagZoo refuses with a reason of its own must not be taken for a list either. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "RIFFabcdWEBPVP8 ",
                "RIFF\n\r\n\nWEBPVP8 ",
                "II*\0abcd",
                "MM\0*abcd",
                "\0\0\0 ftypheic",
                "\u00ff\u00d8",
                "\u0089PNG",
                "GIF89a\n\0\n\0",
                "BM\n\0\0\0\0\0\0\0",
            })
    void beginningsOfImages(String start) throws IOException {
        byte[] bytes = start.getBytes(StandardCharsets.ISO_8859_1);
        List<NamedImage> images = images(bytes);
        assertEquals("-", images.get(0).name());
        assertArrayEquals(bytes, images.get(0).content().get());
    }

    @Test
    void pathsAreOneALineHoweverLinesEnd() {
        assertEquals(List.of("a b.jpg", "海.jpg"), names("a b.jpg\n海.jpg\n"));
        assertEquals(List.of("a.jpg", "b.jpg"), names("\ufeffa.jpg\r\n\r\n\nb.jpg"));
        assertEquals(List.of("BMW.jpg"), names("BMW.jpg"));
        assertEquals(List.of("BM", "b.jpg"), names("BM\nb.jpg"));
        assertEquals(List.of("GIF89a", "GIF89a.gif"), names("GIF89a\nGIF89a.gif\n"));
        assertEquals(List.of("RIFF.webp"), names("RIFF.webp"));
        assertEquals(List.of("-"), names("\n-\n"));
        assertEquals(List.of(), names("\ufeff\n\n"));
    }

    @Test
    void linesThatAreNoPathsAreSaidAndTheNextOnesRead() {
        byte[] latin = "caf\u00e9.jpg\nb.jpg".getBytes(StandardCharsets.ISO_8859_1);
        List<NamedImage> images = images(latin);
        assertEquals(2, images.size());
        assertEquals("line 1 of standard input", images.get(0).name());
        String reason =
                assertThrows(IOException.class, () -> images.get(0).content().get()).getMessage();
        assertEquals("it is not in UTF-8; one path a line is read", reason);
        List<String> names = names("x".repeat(1 << 20) + "\nb.jpg\n");
        assertEquals(List.of("line 1 of standard input", "b.jpg"), names);
    }

    @Test
    void nothingIsSaid() {
        List<NamedImage> images = images(new byte[0]);
        assertEquals("-", images.get(0).name());
        assertThrows(IOException.class, () -> images.get(0).content().get());
    }

    @Test
    void aFolderStandsForItsImages(@TempDir Path folder) throws IOException {
        for (String name : List.of("10.jpg", "9.jpg", ".hidden.jpg", "notes.txt")) {
            Files.writeString(folder.resolve(name), name);
        }
        assertEquals(
                List.of(folder + "/9.jpg", folder + "/10.jpg", "x.jpg"),
                names(folder + "\nx.jpg\n").stream().map(n -> n.replace('\\', '/')).toList());
    }

    /** Whoever types a path, or watches a folder, gets an answer before the next. */
    @Test
    @Timeout(20)
    void aLineIsThereBeforeTheNextOneComes() throws IOException {
        try (PipedInputStream in = new PipedInputStream()) {
            Iterator<NamedImage> images;
            try (PipedOutputStream typed = new PipedOutputStream(in)) {
                typed.write("a.jpg\n".getBytes(StandardCharsets.UTF_8));
                typed.flush();
                images = StandardInput.images(in).iterator();
                assertEquals("a.jpg", images.next().name());
                typed.write("b.jpg\n".getBytes(StandardCharsets.UTF_8));
                typed.flush();
                assertEquals("b.jpg", images.next().name());
            }
            assertFalse(images.hasNext());
        }
    }
}
