package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.app.cli.Result.run;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The command as a user runs it, on small images that the test draws. */
class AugmentCommandTest {

    @TempDir static Path folder;
    private static Path corpus;

    @BeforeAll
    static void draw() throws IOException {
        corpus = folder.resolve("shapes");
        for (String label : List.of("round", "square & <b>")) {
            Path images = Files.createDirectories(corpus.resolve(label));
            for (int i = 0; i < 3; i++) {
                BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
                Graphics2D graphics = image.createGraphics();
                graphics.setColor(new Color(40 + 60 * i, 120, 200 - 50 * i));
                graphics.fillRect(3 + i, 2, 9, 11);
                graphics.dispose();
                ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
            }
        }
        Files.writeString(corpus.resolve("round").resolve("broken.png"), "no image");
    }

    private static Path sheet(String name, String... more) {
        Path file = folder.resolve(name);
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "augment",
                                "--corpus",
                                "folders:" + corpus,
                                "--size",
                                "32",
                                "--out",
                                file.toString()));
        arguments.addAll(List.of(more));
        Result result = run(arguments.toArray(String[]::new));
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(result.out().contains("Sheet: " + file), result.out());
        return file;
    }

    private static Document parse(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    @Test
    void showsEachImageAndItsViews() throws Exception {
        Document page = parse(sheet("sheet.html", "--images", "20", "--views", "4"));
        assertEquals("en", page.getDocumentElement().getAttribute("lang"));
        assertEquals(6, page.getElementsByTagName("section").getLength());
        NodeList images = page.getElementsByTagName("img");
        assertEquals(6 * 5, images.getLength());
        for (int i = 0; i < images.getLength(); i++) {
            Element image = (Element) images.item(i);
            assertTrue(image.getAttribute("src").startsWith("data:image/jpeg;base64,"));
            assertTrue(
                    image.getAttribute("alt").endsWith(", as it is") == (i % 5 == 0),
                    image.getAttribute("alt"));
        }
        String text = page.getDocumentElement().getTextContent();
        assertTrue(text.contains("rotation: {probability: 0.5, degrees: 15.0, fill: black}"), text);
        assertTrue(text.contains("can't be decoded: 1."), text);
        assertTrue(text.contains("brightness ×"), text);
    }

    @Test
    void oneSeedGivesTheSameBytes() throws IOException {
        Path first = sheet("first.html");
        assertEquals(-1, Files.mismatch(first, sheet("second.html")));
        assertNotEquals(-1, Files.mismatch(first, sheet("other.html", "--seed", "2")));
    }

    @Test
    void takesTransformsFromAFile() throws Exception {
        Path list = Files.writeString(folder.resolve("flip.yaml"), "- flip: {probability: 1}\n");
        Path file =
                sheet(
                        "flipped.html",
                        "--augmentation",
                        list.toString(),
                        "--images",
                        "1",
                        "--views",
                        "1");
        NodeList images = parse(file).getElementsByTagName("img");
        assertTrue(((Element) images.item(1)).getAttribute("alt").endsWith("view 1: flip"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "augment | 2 | --out",
                "augment --out s.html --images 0 | 2 | --images must be 1 to 200, not 0",
                "augment --out s.html --views 51 | 2 | --views must be 1 to 50, not 51",
                "augment --out s.html --size 7 | 2 | --size must be 8 to 1024, not 7",
                "augment --out s.html --augmentation helsinky | 2 | one of helsinki, or a YAML"
                        + " file",
                "augment --out s.html --augmentation pom.xml | 2 | pom.xml",
                "augment --out s.html --corpus folders:nowhere | 2 | nowhere",
                "augment --out pom.xml/s.html --images 1 | 1 | choose another with --out",
            })
    void mistakesGetOneLineAndNoTrace(String line, int exitCode, String part) {
        Result result = run(line.split(" "));
        assertEquals(exitCode, result.exitCode(), result.err());
        assertTrue(result.err().startsWith("tagzoo: "), result.err());
        assertTrue(result.err().contains(part), result.err());
        assertFalse(result.err().contains("\tat "), result.err());
    }
}
