package org.tagzoo.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against torchvision, whose figures {@code make_evaluation.py} wrote. */
class EvaluationTransformTest {

    private static JsonNode golden(String table) throws IOException {
        return new ObjectMapper().readTree(Images.content("evaluation.json")).get(table);
    }

    private static long crc(RgbImage image) {
        CRC32 crc = new CRC32();
        crc.update(image.pixels());
        return crc.getValue();
    }

    private static EvaluationTransform transform(JsonNode row, int at, Resampling resampling) {
        return new EvaluationTransform(
                row.get(at).asInt(),
                row.get(at + 1).asInt(),
                row.get(at + 2).asInt(),
                resampling,
                Decoding.WHOLE);
    }

    @ParameterizedTest
    @EnumSource
    void equalsTorchvisionBitForBit(Resampling resampling) throws IOException {
        JsonNode rows = golden(resampling.name().toLowerCase(Locale.ROOT));
        List<String> wrong = new ArrayList<>();
        for (JsonNode row : rows) {
            RgbImage image = Images.byFormula(row.get(0).asInt(), row.get(1).asInt());
            RgbImage result = transform(row, 2, resampling).apply(image);
            assertEquals(row.get(3).asInt(), result.width());
            assertEquals(row.get(4).asInt(), result.height());
            if (crc(result) != row.get(5).asLong()) {
                wrong.add(row.toString());
            }
        }
        assertEquals(List.of(), wrong, "of " + rows.size());
        assertEquals(resampling == Resampling.NEAREST ? 60 : 200, rows.size());
    }

    @Test
    void squaresAreAsWeightsArePublishedWith() throws IOException {
        JsonNode rows = golden("published");
        for (JsonNode row : rows) {
            RgbImage image = Images.byFormula(row.get(0).asInt(), row.get(1).asInt());
            EvaluationTransform square =
                    EvaluationTransform.square(
                            row.get(2).asInt(), Resize.of(row.get(3).asText()), Decoding.WHOLE);
            assertEquals(row.get(4).asLong(), crc(square.apply(image)), row.toString());
            assertEquals(row.get(3).asText(), square.differences());
            RgbImage seen = square.apply(image);
            assertSame(seen, square.apply(seen), "a square stays as it is");
        }
        assertEquals(60, rows.size());
    }

    @Test
    void squaresEqualTorchvisionsCropAndPillowsPad() throws IOException {
        Set<String> kinds = new TreeSet<>();
        for (JsonNode row : golden("squares")) {
            RgbImage image = Images.byFormula(row.get(0).asInt(), row.get(1).asInt());
            Resize resize = Resize.of(row.get(3).asText());
            EvaluationTransform square =
                    EvaluationTransform.square(row.get(2).asInt(), resize, Decoding.WHOLE);
            RgbImage result = square.apply(image);
            assertEquals(row.get(4).asLong(), crc(result), row.toString());
            assertSame(result, square.apply(result), "a square stays as it is");
            kinds.add(resize + " " + Integer.signum(image.width() - image.height()));
        }
        assertEquals(Set.of("CROP -1", "CROP 0", "CROP 1", "PAD -1", "PAD 0", "PAD 1"), kinds);
    }

    @Test
    void whatIsNoSquareEqualsPillowAndTorchvision() throws IOException {
        Set<String> kinds = new TreeSet<>();
        for (JsonNode row : golden("oblong")) {
            RgbImage image = Images.byFormula(row.get(0).asInt(), row.get(1).asInt());
            ImageSize size = ImageSize.of(row.get(2).asText());
            Resize resize = Resize.of(row.get(3).asText());
            RgbImage result = EvaluationTransform.of(size, resize, Decoding.WHOLE).apply(image);
            assertEquals(size, new ImageSize(result.height(), result.width()));
            assertEquals(row.get(4).asLong(), crc(result), row.toString());
            kinds.add(resize.label());
        }
        assertEquals(Set.of("stretch", "crop", "crop-7-of-8", "crop-224-of-256", "pad"), kinds);
    }

    @Test
    void barsHaveTheMeanColourAndAThinImageStaysSeen() {
        RgbImage line = new RgbImage(1, 1000, new byte[3000]);
        RgbImage result = EvaluationTransform.square(5, Resize.PAD, Decoding.WHOLE).apply(line);
        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 5; x++) {
                int at = (y * 5 + x) * 3;
                assertEquals(x == 2 ? 0 : 124, result.pixels()[at], "red");
                assertEquals(x == 2 ? 0 : 116, result.pixels()[at + 1], "green");
                assertEquals(x == 2 ? 0 : 104, result.pixels()[at + 2], "blue");
            }
        }
    }

    @Test
    void keysSayWhatDiffersFromStretchedWholeImages() {
        assertEquals("", EvaluationTransform.square(8).differences());
        assertEquals(
                "reduced",
                EvaluationTransform.square(8, Resize.STRETCH, Decoding.REDUCED).differences());
        assertEquals(
                "reduced crop",
                EvaluationTransform.square(8, Resize.CROP, Decoding.REDUCED).differences());
    }

    @Test
    void photographsEqualTorchvisions() throws IOException {
        String set = System.getenv("TAGZOO_CORPORA");
        // Tests run in the folder of their module, one below the project's root.
        Path corpora = Path.of(set == null ? "../../shared/corpora" : set);
        assumeTrue(
                Files.isDirectory(corpora),
                () -> corpora + " is missing; set TAGZOO_CORPORA to the folder of the corpora");
        for (JsonNode row : golden("photographs")) {
            Path file = corpora.resolve(row.get(0).asText());
            RgbImage image = ImageDecoder.decode(Files.readAllBytes(file));
            RgbImage result = transform(row, 1, Resampling.BILINEAR).apply(image);
            assertEquals(row.get(4).asLong(), crc(result), row.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPartIsCutFromTheWhole(Resampling resampling) {
        long seed = 5;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            RgbImage image = Images.byFormula(1 + random.nextInt(40), 1 + random.nextInt(40));
            int width = 1 + random.nextInt(60);
            int height = round % 3 == 0 ? image.height() : 1 + random.nextInt(60);
            int left = random.nextInt(width);
            int top = random.nextInt(height);
            Region part =
                    new Region(
                            left,
                            top,
                            1 + random.nextInt(width - left),
                            1 + random.nextInt(height - top));
            RgbImage whole = resampling.resize(image, width, height, Region.whole(width, height));
            RgbImage cut = resampling.resize(image, width, height, part);
            assertArrayEquals(
                    cutOut(whole, part),
                    cut.pixels(),
                    "seed %d, round %d: %s of %d x %d".formatted(seed, round, part, width, height));
        }
    }

    private static byte[] cutOut(RgbImage image, Region part) {
        byte[] out = new byte[part.width() * part.height() * 3];
        int row = part.width() * 3;
        for (int y = 0; y < part.height(); y++) {
            int from = ((part.top() + y) * image.width() + part.left()) * 3;
            System.arraycopy(image.pixels(), from, out, y * row, row);
        }
        return out;
    }

    @Test
    void aVeryLongImageCostsLittle() {
        // Resized whole, this would be 256 x 15,360,000 pixels.
        RgbImage strip = new RgbImage(1, 60_000, new byte[180_000]);
        EvaluationTransform transform =
                new EvaluationTransform(256, 224, 224, Resampling.BILINEAR, Decoding.WHOLE);
        assertEquals(224 * 224 * 3, transform.apply(strip).pixels().length);
    }

    @Test
    void filesAreDecodedNoSmallerThanTheResizeNeeds() throws ImageException {
        byte[] jpeg = Images.content("rgb.jpg"); // 24 x 16
        EvaluationTransform square =
                new EvaluationTransform(0, 8, 4, Resampling.BILINEAR, Decoding.REDUCED);
        RgbImage half = Decoding.REDUCED.decode(jpeg, 8);
        assertEquals(12, half.width());
        assertArrayEquals(square.apply(half).pixels(), square.read(jpeg).pixels());
        EvaluationTransform crop =
                new EvaluationTransform(4, 3, 3, Resampling.BILINEAR, Decoding.REDUCED);
        RgbImage quarter = Decoding.REDUCED.decode(jpeg, 4);
        assertEquals(6, quarter.width());
        assertArrayEquals(crop.apply(quarter).pixels(), crop.read(jpeg).pixels());
        EvaluationTransform whole =
                new EvaluationTransform(4, 3, 3, Resampling.BILINEAR, Decoding.WHOLE);
        assertArrayEquals(
                whole.apply(ImageDecoder.decode(jpeg)).pixels(), whole.read(jpeg).pixels());
    }

    static List<byte[]> files() throws IOException {
        BufferedImage odd = new BufferedImage(7, 5, BufferedImage.TYPE_3BYTE_BGR);
        odd.getRaster().setDataElements(0, 0, 7, 5, Images.byFormula(7, 5).pixels());
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(odd, "jpg", jpeg);
        List<byte[]> files = new ArrayList<>(List.of(jpeg.toByteArray()));
        for (String file :
                List.of("rgb.jpg", "rgb-444.jpg", "gray.jpg", "exif-6.jpg", "cmyk-adobe.jpg")) {
            files.add(Images.content(file));
        }
        files.add(Images.content("rgba.png"));
        return files;
    }

    /** Rows are taken as they were decoded, blue first, the last of an odd number alone. */
    @ParameterizedTest
    @MethodSource("files")
    void filesGiveWhatTheirPixelsGive(byte[] content) throws ImageException {
        RgbImage whole = ImageDecoder.decode(content);
        RgbImage half = Decoding.REDUCED.decode(content, 5);
        for (Resize resize : List.of(Resize.STRETCH, Resize.CROP, Resize.PAD)) {
            for (int side : List.of(3, 5, 16, 31)) {
                EvaluationTransform square =
                        EvaluationTransform.square(side, resize, Decoding.WHOLE);
                assertArrayEquals(square.apply(whole).pixels(), square.read(content).pixels());
            }
        }
        for (Resampling resampling : Resampling.values()) {
            EvaluationTransform same =
                    new EvaluationTransform(
                            0, whole.width(), whole.height(), resampling, Decoding.WHOLE);
            assertArrayEquals(whole.pixels(), same.read(content).pixels());
        }
        EvaluationTransform reduced =
                new EvaluationTransform(0, 5, 3, Resampling.BICUBIC, Decoding.REDUCED);
        assertArrayEquals(reduced.apply(half).pixels(), reduced.read(content).pixels());
    }

    @Test
    void sizesAreChecked() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new EvaluationTransform(-1, 224, 224, Resampling.BILINEAR, Decoding.WHOLE));
        assertThrows(
                IllegalArgumentException.class,
                () -> new EvaluationTransform(256, 0, 224, Resampling.BILINEAR, Decoding.WHOLE));
        assertThrows(
                IllegalArgumentException.class,
                () -> new EvaluationTransform(256, 224, 5000, Resampling.BILINEAR, Decoding.WHOLE));
        RgbImage image = Images.byFormula(4, 4);
        assertThrows(
                IllegalArgumentException.class,
                () -> Resampling.BILINEAR.resize(image, 8, 8, new Region(1, 0, 8, 8)));
        assertThrows(IllegalArgumentException.class, () -> new Region(-1, 0, 2, 2));
    }
}
