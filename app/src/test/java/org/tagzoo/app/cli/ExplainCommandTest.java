package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.app.cli.Result.run;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.app.network.NetworkFile;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.threshold.Thresholds;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The command as a user runs it, with small networks that were never trained. */
class ExplainCommandTest {

    /** The first is always predicted, the last never, whatever their scores. */
    private static final List<String> LABELS = List.of("dog", "sky & <b>", "never");

    private static final Thresholds THRESHOLDS = new Thresholds(List.of(0.0, 0.0, 2.0));

    @TempDir static Path folder;

    @BeforeAll
    static void prepare() throws Exception {
        Normalization normalization =
                new Normalization(List.of(120.0, 110.0, 100.0), List.of(60.0, 61.0, 62.0));
        for (String network : List.of("cnn", "resnet18")) {
            Graph graph =
                    new Network(Backbones.byName(network).orElseThrow(), Head.linear(3))
                            .graph(32, normalization);
            RowNetwork described =
                    new RowNetwork(
                            network,
                            network,
                            false,
                            Head.linear(3),
                            new ImageSize(32, 32),
                            Decoding.WHOLE,
                            Resize.STRETCH,
                            normalization,
                            new LabelSet(LABELS),
                            "all",
                            "0".repeat(64),
                            Optional.empty());
            ExportWriter.write(
                    folder.resolve(network),
                    graph,
                    new InitialValues(1),
                    new ExportDescription(
                            network, network, new LabelSet(LABELS), THRESHOLDS, 32, Decoding.WHOLE),
                    network.equals("cnn")
                            ? Map.of()
                            : Map.of(NetworkFile.IN_EXPORT, NetworkFile.text(described)));
        }
        BufferedImage image = new BufferedImage(48, 24, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, 24, 24);
        graphics.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", jpeg);
        Files.write(folder.resolve("lying.jpg"), rotated(jpeg.toByteArray()));
        ImageIO.write(image, "png", folder.resolve("flat.png").toFile());
        Files.writeString(folder.resolve("broken.png"), "no image");
    }

    /** Says in EXIF that the image is to be turned clockwise by a quarter (orientation 6). */
    private static byte[] rotated(byte[] jpeg) {
        byte[] exif =
                HexFormat.of()
                        .parseHex(
                                "ffe10022" // a segment of 34 bytes
                                        + "457869660000" // Exif
                                        + "49492a0008000000" // little-endian, entries at 8
                                        + "0100" // one entry
                                        + "120103000100000006000000" // orientation: 6
                                        + "00000000");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(exif);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static Path explain(String name, String network, String image, String... more) {
        Path page = folder.resolve(name);
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "explain",
                                folder.resolve(network).toString(),
                                folder.resolve(image).toString(),
                                "--out",
                                page.toString()));
        arguments.addAll(List.of(more));
        Result result = run(arguments.toArray(String[]::new));
        assertEquals(0, result.exitCode(), result.err());
        assertEquals("Heat maps: " + page + System.lineSeparator(), result.out());
        return page;
    }

    @Test
    void showsTheInsideOfTheNetwork() throws Exception {
        Document page =
                PageOfHeat.parse(
                        explain(
                                "inside.html",
                                "resnet18",
                                "flat.png",
                                "--filters",
                                "--activations=layer1,stem",
                                "--excite=layer2:3",
                                "--excite=head:dog"));
        List<String> headings = PageOfHeat.texts(page.getElementsByTagName("h3"));
        assertEquals(
                List.of(
                        "Filters of the first convolution",
                        "Activations of layer1",
                        "Activations of stem",
                        "What excites them most"),
                headings.subList(headings.size() - 4, headings.size()));
        List<String> captions = PageOfHeat.texts(page.getElementsByTagName("figcaption"));
        // As it is, two labels, 64 filters, 64 channels of two stages, two patterns.
        assertEquals(3 + 3 * 64 + 2, captions.size());
        assertEquals("63", captions.get(3 + 63));
        assertTrue(captions.get(captions.size() - 2).startsWith("layer2:3: "), captions.toString());
        assertTrue(captions.get(captions.size() - 1).startsWith("head:dog: "), captions.toString());
        // Filters have as many pixels as weights.
        BufferedImage filter = PageOfHeat.image((Element) page.getElementsByTagName("img").item(5));
        assertEquals(7, filter.getWidth());
        assertEquals(7, filter.getHeight());
    }

    @Test
    void showsThePredictedLabels() throws Exception {
        Document page = PageOfHeat.parse(explain("predicted.html", "resnet18", "flat.png"));
        assertEquals("en", page.getDocumentElement().getAttribute("lang"));
        assertEquals(List.of("As it is"), PageOfHeat.headings(page).subList(0, 1));
        assertEquals(
                List.of("dog", "sky & <b>"),
                PageOfHeat.headings(page).subList(1, 3).stream().sorted().toList());
        assertEquals(3, PageOfHeat.headings(page).size());
        NodeList images = page.getElementsByTagName("img");
        assertEquals(3, images.getLength());
        for (int i = 0; i < 3; i++) {
            Element image = (Element) images.item(i);
            String kind = i == 0 ? "data:image/jpeg;base64," : "data:image/png;base64,";
            assertTrue(image.getAttribute("src").startsWith(kind));
            String alt = image.getAttribute("alt");
            assertTrue(
                    i == 0
                            ? alt.equals("The image flat.png as it is")
                            : alt.startsWith("Heat map of " + PageOfHeat.headings(page).get(i)),
                    alt);
        }
        String text = page.getDocumentElement().getTextContent();
        assertTrue(text.contains("(class activation)"), text);
        assertTrue(text.contains(" predicted, threshold 0.000"), text);
    }

    @Test
    void allLabelsByFallingScore() throws Exception {
        Document page = PageOfHeat.parse(explain("all.html", "cnn", "flat.png", "--all"));
        assertEquals(4, PageOfHeat.headings(page).size());
        String text = page.getDocumentElement().getTextContent();
        assertTrue(text.contains("(occlusion)"), text);
        assertTrue(text.contains(" not predicted, threshold never"), text);
        List<String> scores = PageOfHeat.texts(page.getElementsByTagName("strong"));
        assertEquals(
                scores.stream().sorted().toList(),
                List.of(scores.get(2), scores.get(1), scores.get(0)));
    }

    @Test
    void chosenLabelsInTheirOrder() throws Exception {
        Document page =
                PageOfHeat.parse(
                        explain("chosen.html", "cnn", "flat.png", "--labels", "never,dog,never"));
        assertEquals(List.of("As it is", "never", "dog"), PageOfHeat.headings(page));
    }

    /** The image as it is and the proportions of its maps, from the file's EXIF. */
    @Test
    void rotatedImagesStandUpright() throws Exception {
        Document page =
                PageOfHeat.parse(explain("upright.html", "cnn", "lying.jpg", "--labels", "dog"));
        NodeList images = page.getElementsByTagName("img");
        BufferedImage image = PageOfHeat.image((Element) images.item(0));
        assertEquals(24, image.getWidth());
        assertEquals(48, image.getHeight());
        assertTrue((image.getRGB(12, 6) >> 16 & 0xff) > 200, "what was at the left is at the top");
        assertTrue((image.getRGB(12, 42) >> 16 & 0xff) < 50);
        BufferedImage map = PageOfHeat.image((Element) images.item(1));
        assertEquals(128, map.getWidth());
        assertEquals(256, map.getHeight());
    }

    /** Nothing may be loaded, and only this style applies. */
    @Test
    void needsNoNetworkAndAsksForNone() throws Exception {
        Path file = explain("alone.html", "cnn", "flat.png", "--all");
        Document page = PageOfHeat.parse(file);
        String style = page.getElementsByTagName("style").item(0).getTextContent();
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        String policy =
                ((Element) page.getElementsByTagName("meta").item(1)).getAttribute("content");
        assertTrue(
                policy.startsWith(
                        "default-src 'none'; img-src data:; style-src 'sha256-"
                                + Base64.getEncoder().encodeToString(hash)
                                + "'"),
                policy);
        String source = Files.readString(file).replace("http://www.w3.org/1999/xhtml", "");
        assertFalse(source.contains("http:") || source.contains("https:"));
        assertFalse(source.contains("style=\""));
        assertEquals(-1, Files.mismatch(file, explain("again.html", "cnn", "flat.png", "--all")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cnn flat.png | 2 | --out",
                "cnn flat.png --out x.html --all --labels dog | 2 | Give --labels or --all, not"
                        + " both",
                "cnn flat.png --out x.html --labels god | 2 | no label 'god'. Did you mean 'dog'?",
                "cnn flat.png --out x.html --filters | 1 | architecture.json is missing",
                "resnet18 flat.png --out x.html --activations layer9 | 2 | its stages are stem, layer1, layer2, layer3, layer4, head",
                "resnet18 flat.png --out x.html --excite layer2:128 | 2 | layer2:0 to layer2:127, but is 'layer2:128'",
                "resnet18 flat.png --out x.html --excite head:cat | 2 | head:0 to head:2, but is 'head:cat'",
                "cnn flat.png --out x.html --labels zebra | 2 | no label 'zebra'. Its synset.txt"
                        + " lists them",
                "cnn flat.png --out x.html --device tpu | 2 | A device is cpu or cuda:<number>",
                "cnn broken.png --out x.html | 1 | broken.png: the file is text, not an image",
                "cnn none.png --out x.html | 1 | none.png: there is no such file",
                "none flat.png --out x.html | 2 | There is no export at",
                "cnn flat.png --out flat.png/x.html | 1 | choose another with --out",
            })
    void mistakesGetOneLine(String line, int exitCode, String part) {
        List<String> arguments = new ArrayList<>(List.of("explain"));
        for (String word : line.split(" ")) {
            boolean isFile =
                    word.contains(".") || word.matches("cnn|resnet18") || word.equals("none");
            arguments.add(isFile ? folder.resolve(word).toString() : word);
        }
        Result result = run(arguments.toArray(String[]::new));
        assertEquals(exitCode, result.exitCode(), result.err());
        assertTrue(result.err().contains(part), result.err());
        assertFalse(result.err().contains("\tat "), result.err());
        assertFalse(Files.exists(folder.resolve("x.html")));
    }
}
