package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Discs and squares, by the weights that are part of the program; some labels are turned. */
class AuditCommandTest {

    private static final Set<Integer> TURNED = Set.of(7, 30, 53);

    @TempDir static Path folder;

    @BeforeAll
    static void draw() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder csv = new StringBuilder("id,disc,square,shape\n");
        for (int i = 0; i < 80; i++) {
            boolean isDisc = i % 2 == 0;
            boolean given = isDisc != TURNED.contains(i);
            csv.append("%d,%d,%d,1%n".formatted(i, given ? 1 : 0, given ? 0 : 1));
            BufferedImage image = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            for (int place = 0; place < 64; place++) {
                graphics.setColor(new Color(40, 50 + random.nextInt(25), 90));
                graphics.fillRect(place % 8 * 12, place / 8 * 12, 12, 12);
            }
            graphics.setColor(Color.WHITE);
            int x = 8 + random.nextInt(30);
            int side = 30 + random.nextInt(20);
            if (isDisc) {
                graphics.fillOval(x, 20, side, side);
            } else {
                graphics.fillRect(x, 20, side, side);
            }
            graphics.dispose();
            ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
        }
        csv.append("80,1,0,1\n81,0,1,1\n82,1,0,1\n");
        Files.writeString(folder.resolve("80.png"), "no image");
        BufferedImage first = ImageIO.read(folder.resolve("0.png").toFile());
        BufferedImage half = new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB);
        Graphics2D smaller = half.createGraphics();
        smaller.drawImage(first, 0, 0, 48, 48, null);
        smaller.dispose();
        ImageIO.write(half, "png", folder.resolve("81.png").toFile());
        BufferedImage part =
                ImageIO.read(folder.resolve("2.png").toFile()).getSubimage(6, 10, 78, 80);
        ImageIO.write(part, "png", folder.resolve("82.png").toFile());
        Files.writeString(folder.resolve("labels.csv"), csv);
    }

    private static Result audit(String... more) {
        Path page = folder.resolve("audit.html");
        List<String> arguments =
                new ArrayList<>(
                        List.of("audit", "csv:" + folder.resolve("labels.csv"), "-o", "" + page));
        arguments.add("--offline");
        arguments.addAll(List.of(more));
        return Result.run(arguments.toArray(String[]::new));
    }

    @Test
    void turnedLabelsComeFirst() throws IOException {
        Path csv = folder.resolve("suspects.csv");
        Result result = audit("--json", "--top", "8", "--csv", csv.toString());
        assertEquals(0, result.exitCode(), result.err());
        JsonNode found = new ObjectMapper().readTree(result.out());
        assertEquals(82, found.get("images").asInt());
        Set<Integer> ids = new HashSet<>();
        for (JsonNode wrong : found.get("wrongLabels")) {
            int id = wrong.get("id").asInt();
            ids.add(id);
            boolean isSurplus = wrong.get("kind").asText().equals("surplus");
            List<String> has =
                    StreamSupport.stream(wrong.get("labels").spliterator(), false)
                            .map(JsonNode::asText)
                            .toList();
            assertEquals(isSurplus, has.contains(wrong.get("label").asText()));
        }
        Set<Integer> wrongIds = new HashSet<>(TURNED);
        wrongIds.add(81);
        assertTrue(ids.containsAll(wrongIds) && ids.size() < 6, ids::toString);
        // A disc may look like a part of another: they are one group.
        JsonNode same = found.get("duplicates").get(0);
        assertTrue(ids(same).containsAll(List.of("0", "81", "2", "82")), ids(same)::toString);
        assertTrue(same.get("haveOtherLabels").asBoolean());
        assertTrue(same.get("haveCutOuts").asBoolean());
        assertEquals("[\"disc\",\"square\"]", same.get("contradicting").toString());
        assertEquals(9, Files.readAllLines(csv).size());
        assertEquals("80", found.get("broken").get(0).get("id").asText());
        String page = Files.readString(folder.resolve("audit.html"));
        assertTrue(page.contains("data:image/jpeg"));
        assertTrue(page.contains("data-common=\"[2,0,1]\""), "shape is the commonest");
    }

    @Test
    void tooFewImagesAreToldBeforeAnythingIsComputed() {
        Result result = audit("--limit", "6");
        assertEquals(2, result.exitCode(), result.err());
        assertTrue(result.err().contains("an audit needs 7 or more"), result.err());
        assertFalse(result.err().contains("embedding"), result.err());
    }

    /** Of eight images two are the same, which is no more than a fold may have. */
    @Test
    void fewImagesOfWhichTwoAreTheSameAreGroupedAndHaveNoParts() throws IOException {
        Path few = Files.createDirectories(folder.resolve("few"));
        StringBuilder csv = new StringBuilder("id,disc,square\n");
        SplittableRandom random = new SplittableRandom(6);
        BufferedImage image = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 8; i++) {
            for (int pixel = 0; i < 7 && pixel < 96 * 96; pixel++) {
                image.setRGB(pixel % 96, pixel / 96, random.nextInt(1 << 24));
            }
            ImageIO.write(image, "png", few.resolve(i + ".png").toFile());
            csv.append(i % 2 == 0 ? "%d,1,0%n".formatted(i) : "%d,0,1%n".formatted(i));
        }
        Files.writeString(few.resolve("labels.csv"), csv);
        Result result =
                Result.run(
                        "audit",
                        "csv:" + few.resolve("labels.csv"),
                        "-o",
                        few.resolve("audit.html").toString(),
                        "--offline");
        assertEquals(0, result.exitCode(), result.err());
        assertFalse(result.err().contains("likely wrong labels are sought as if"), result.err());
        assertTrue(
                result.out().contains("6 = 7, copies, different: disc square, none"), result.out());
    }

    private static List<String> ids(JsonNode group) {
        return StreamSupport.stream(group.get("images").spliterator(), false)
                .map(image -> image.get("id").asText())
                .toList();
    }

    @Test
    void whatAUserCallsFatalEndsWithOne() throws IOException {
        Path csv = folder.resolve("all.csv");
        Result result = audit("--fail-on", "broken,leaks", "--top", "1000", "--csv", "" + csv);
        // A label that is given as it should be is not among those that are likely wrong.
        String likely = Files.readString(csv);
        assertTrue(likely.contains(",disc,") && !likely.contains(",shape,"), likely);
        assertEquals(1, result.exitCode());
        assertTrue(result.err().contains("Failed, as --fail-on asks: broken"), result.err());
        assertTrue(result.out().contains("Images that can't be used: 1"), result.out());
        Result wrong = audit("--fail-on", "dust");
        assertEquals(2, wrong.exitCode());
        assertTrue(
                wrong.err().contains("must be leaks, duplicates or broken, but is dust"),
                wrong.err());
    }
}
