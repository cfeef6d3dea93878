package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.zoo.calibration.LabelCalibrations;
import org.tagzoo.zoo.calibration.Uncalibrated;
import org.tagzoo.zoo.threshold.SureLimits;

class HostileManifestTest {

    @TempDir static Path folder;

    private static final String SHA = "0123456789abcdef".repeat(4);

    private static String valid() throws IOException {
        return CheckedJson.indented(ExportManifest.of(TinyExport.description(24), SHA));
    }

    private static ExportManifest read(String json) throws IOException {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static ExportManifest read(byte[] content) throws IOException {
        return ExportManifest.read(Files.write(folder.resolve("tagzoo.json"), content));
    }

    private static String refusal(String json) {
        String message = assertThrows(ExportException.class, () -> read(json)).getMessage();
        assertTrue(message.startsWith(folder.resolve("tagzoo.json").toString()), message);
        assertFalse(message.contains("\n"), message);
        assertTrue(message.length() < 400, message);
        return message;
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        ExportManifest manifest = read(valid());
        assertEquals(TinyExport.description(24), manifest.description());
        assertEquals(SHA, manifest.model().sha256());
        assertEquals(ExportManifest.TAGZOO, manifest.tagzoo());
    }

    /** Writes a description, which reads the same, and returns the JSON. */
    private String written(ExportDescription description, int format) throws IOException {
        String json = CheckedJson.indented(ExportManifest.of(description, SHA));
        assertTrue(json.contains("\"format\" : " + format), json);
        assertEquals(description, read(json).description());
        return json;
    }

    @Test
    void reducedImagesNeedALaterFormat() throws IOException {
        ExportDescription reduced = TinyExport.description(24, Decoding.REDUCED);
        String json = written(reduced, 2);
        String message = refusal(json.replace("\"reduced\"", "\"half\""));
        assertTrue(message.contains("decoding must be whole or reduced, but is half"), message);
        String missing = refusal(json.replace("\"decoding\" : \"reduced\",", ""));
        assertTrue(missing.contains("decoding must be whole or reduced, but is missing"), missing);
    }

    @Test
    void croppedImagesNeedALaterFormatAndStretchedOnesNone() throws IOException {
        assertTrue(valid().contains("\"resize\" : \"stretch-bilinear-antialiased\""), valid());
        ExportDescription cropped = TinyExport.description(24, Decoding.WHOLE, Resize.CROP);
        String json = written(cropped, 4);
        String message = refusal(json.replace("crop-bilinear", "fill-bilinear"));
        assertTrue(message.contains("resize must be stretch, crop or pad"), message);
        String sharp = refusal(json.replace("crop-bilinear", "crop-bicubic"));
        assertTrue(sharp.contains("or the same with crop or pad, but is crop-bicubic"), sharp);
        String early = refusal(valid().replace("stretch-bilinear", "crop-bilinear"));
        assertTrue(early.contains("resize must be stretch-bilinear-antialiased"), early);
    }

    @Test
    void imagesAsWeightsHaveThemNeedTheLatestFormat() throws IOException {
        Resize resize = Resize.of("crop-224-of-256-bicubic");
        ExportDescription description = TinyExport.description(24, Decoding.WHOLE, resize);
        String json = CheckedJson.indented(ExportManifest.of(description, SHA));
        assertTrue(json.contains("\"format\" : 5"), json);
        assertTrue(json.contains("\"crop-224-of-256-bicubic-antialiased\""), json);
        assertEquals(description, read(json).description());
        for (String wrong : List.of("crop-256-of-224", "pad-1-of-2", "crop-0-of-9", "crop-1-of-")) {
            String message = refusal(json.replace("crop-224-of-256", wrong));
            assertEquals(1, message.lines().count(), message);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"platt\" | \"plat\" | did you mean 'platt'?",
                "\"slope\" : 1.5 | \"slope\" : 0 | slope must be above 0, but is 0",
                "\"slope\" : 1.5 | \"slope\" : 1e999 | 'calibration.labels[0].slope' must be a number",
                "\"offset\" : 2.0 | \"other\" : 2 | 'calibration.labels[3].offset' must be a number",
                "0.2, 0.45 | 0.45, 0.2 | 'calibration.labels[1]'",
                "[ 0.1, 0.3, 0.6 | [ -0.1, 0.3, 0.6 | a probability must be 0 to 1",
                "[ 0.2, 0.45 | [ 0.45 | as many as there are scores",
                "\"probabilities\" : [ 0.05 ] | \"others\" : [ ] | 'calibration.labels[4].probabilities' is missing",
                "\"kind\" : \"labels\" | \"kind\" : \"temperature\", \"temperature\" : 2 | one for each of 5 labels",
                "\"kind\" : \"labels\" | \"kind\" : \"temperature\", \"temperature\" : 1e-300 | temperature must be 0.01 to 100",
                "\"kind\" : \"none\" | \"kind\" : null | must be one of",
            })
    void wrongCalibrationsAreNamed(String part, String other, String words) throws IOException {
        String json = written(calibrated(TinyExport.CALIBRATION), 9);
        assertTrue(json.contains(part), json);
        String message = refusal(json.replace(part, other));
        assertTrue(message.contains(words), message);
    }

    private static ExportDescription calibrated(LabelCalibrations by) {
        ExportDescription plain = TinyExport.description(24);
        return plain.calibrated(by, plain.thresholds());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"sureFrom\" : 0.7 | \"other\" : 0.7 | sureFrom and sureBelow of sea must be both there",
                "\"sureFrom\" : 0.7 | \"sureFrom\" : 1.7 | a threshold of 1.7",
                "\"sureFrom\" : 0.7 | \"sureFrom\" : 0.39 | threshold must be 0.1 to 0.39, but is 0.4",
                "\"sureBelow\" : 0.1 | \"sureBelow\" : 0.41 | threshold must be 0.41 to 0.7, but is 0.4",
                "\"sureBelow\" : 0.1 | \"sureBelow\" : 0.71 | must be 0 to 0.7, but is 0.71",
            })
    void wrongLimitsAreNamed(String part, String other, String words) throws IOException {
        ExportDescription plain = TinyExport.description(24);
        List<Double> own = plain.thresholds().orElseThrow().values();
        List<Double> from = new ArrayList<>(own);
        List<Double> below = new ArrayList<>(own);
        from.set(1, 0.7);
        below.set(1, 0.1);
        String json = written(plain.sureWithin(new SureLimits(from, below)), 9);
        assertTrue(json.contains(part), json);
        String message = refusal(json.replace(part, other));
        assertTrue(message.contains(words), message);
    }

    @Test
    void aCalibrationIsOfAsManyLabelsAndOfALaterFormat() throws IOException {
        String less =
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        calibrated(
                                                new LabelCalibrations(List.of(new Uncalibrated()))))
                        .getMessage();
        assertTrue(less.startsWith("calibration must be one for each of 5 labels"), less);
        String json = written(calibrated(TinyExport.CALIBRATION), 9);
        ExportManifest earlier = read(json.replace("\"format\" : 9", "\"format\" : 8"));
        assertTrue(earlier.description().calibration().isEmpty());
    }

    @Test
    void membersOfLaterWritersArePassedOver() throws IOException {
        ExportManifest manifest = read(valid().replaceFirst("\\{", "{\"later\": [{\"a\": 1}],"));
        assertEquals(TinyExport.description(24), manifest.description());
    }

    /** The version of the build, from the project's own file. */
    @Test
    void theVersionIsThatOfTheBuild() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(pom);
        assertTrue(version.find());
        assertEquals(version.group(1), ExportManifest.TAGZOO);
    }

    @Test
    void aLaterFormatNamesTheTagZooThatReadsIt() throws IOException {
        int later = ExportManifest.FORMAT + 1;
        String message =
                refusal(
                        valid().replace("\"format\" : 1", "\"format\" : " + later)
                                .replace(
                                        "\"tagzoo\" : \"%s\"".formatted(ExportManifest.TAGZOO),
                                        "\"tagzoo\" : \"7.3.1\""));
        assertTrue(message.contains("format " + later), message);
        assertTrue(message.contains("use TagZoo 7.3.1 or later"), message);
        assertTrue(message.contains("this is TagZoo " + ExportManifest.TAGZOO), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"format\" : 1 | \"format\" : 0 | format must be a whole number from 1",
                "\"format\" : 1 | \"format\" : -1 | format must be a whole number from 1",
                "\"format\" : 1 | \"format\" : 1.5 | whole number",
                "\"format\" : 1 | \"format\" : 99999999999999999999 | whole number",
                "\"format\" : 1 | \"format\" : \"1\" | is \"1\"",
                "\"format\" : 1, | `` | is missing",
                "\"row\" : \"row\" | \"row\" : 3 | 'row' must be a text, but is 3",
                "\"row\" : \"row\" | \"row\" : null | row must be a text",
                "\"imageSize\" : 24 | \"imageSize\" : 0 | 1 to 4096",
                "\"imageSize\" : 24 | \"imageSize\" : 5000 | 1 to 4096",
                "\"imageSize\" : 24 | \"imageSize\" : \"24x16\" | imageSize must be a number of pixels",
                "\"imageSize\" : 24 | \"imageSize\" : {} | 'imageSize': an image size must be a whole number",
                "\"imageSize\" : 24 | \"imageSize\" : 24, \"imageSize\" : 25 | imageSize",
                "stretch-bilinear-antialiased | nearest | resize must be"
                        + " stretch-bilinear-antialiased, but is nearest",
                "\"model.pt\" | \"../../other.pt\" | model.file must be model.pt, but is"
                        + " ../../other.pt",
                "\"0123456789abcdef | \"0123456789ABCDEF | 64 hexadecimal digits",
                "\"sea\" | \"sky\" | Label 'sky' stands at 0 and at 1",
                "\"sea\" | \" \" | blank",
                "\"sea\" | [] | 'labels[1].label' must be a text, but is a list",
                "\"threshold\" : 0.4 | \"threshold\" : 1.5 | threshold of 1.5",
                "\"threshold\" : 0.4 | \"threshold\" : -0.1 | threshold of -0.1",
                "\"threshold\" : 0.4 | \"threshold\" : 1e999 | 'labels[1].threshold' must be a"
                        + " number",
                "\"threshold\" : 0.4 | \"threshold\" : NaN | not JSON",
                "\"threshold\" : 0.4 | \"threshold\" : \"0.4\" | is \"0.4\"",
                "\"threshold\" : 0.4 | \"other\" : 0.4 | threshold of sea must be a number, but is"
                        + " missing",
                "\"labels\" : [ | \"labels\" : [ 3, | 'labels[0]' must be an object, but is 3",
                "\"labels\" | \"names\" | labels must be a list, but is missing",
            })
    void wrongMembersAreNamed(String part, String other, String words) throws IOException {
        String json = valid();
        assertTrue(json.contains(part), json);
        String message =
                refusal(json.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(other)));
        assertTrue(message.contains(words), message);
    }

    @Test
    void noLabelsAreRefused() throws IOException {
        String json = valid().replaceAll("(?s)\"labels\" : \\[.*\\]", "\"labels\" : []");
        assertTrue(refusal(json).contains("number of labels must be 1 to 1048576, but is 0"));
    }

    @Test
    void whatIsNoObjectIsRefused() {
        for (String json : new String[] {"", " ", "3", "[]", "null", "\"a\"", "{", "{} {}", "\0"}) {
            refusal(json);
        }
    }

    @Test
    void depthAndLengthAreBounded() throws IOException {
        refusal("{\"a\": ".repeat(100_000));
        refusal("[".repeat(1_000_000));
        String name = "n".repeat(5_000);
        String message = refusal(valid().replace("\"sea\"", "\"" + name + "\""));
        assertTrue(message.contains("at most 4096 characters"), message);
    }

    /** Any damage gives an ExportException, or a manifest as good as any. */
    @Test
    void damageIsRefusedInOneLine() throws IOException {
        long seed = 11;
        Random random = new Random(seed);
        byte[] valid = valid().getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = valid.clone();
            for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                read(damaged);
            } catch (ExportException e) {
                assertFalse(e.getMessage().contains("\n"), "seed " + seed + ": " + e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 1_000, "seed " + seed + ": " + refused);
    }
}
