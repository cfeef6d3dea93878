package org.tagzoo.datasets.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmentationFileTest {

    private static final String ALL =
            """
            - flip: {probability: 0.5}
            - rotation: {probability: 0.25, degrees: 20, fill: nearest}
            - colorJitter: {probability: 0.8, brightness: 0.2, hue: 0.05}
            - grayscale: {probability: 0.1}
            - perspective: {probability: 0.5, distortion: 0.3, fill: mean}
            - shift: {probability: 0.5, horizontal: 0.2, vertical: 0.1}
            - zoom: {probability: 0.5, scale: [0.8, 1.2]}
            - shear: {probability: 0.5, horizontal: 10}
            - resizedCrop: {probability: 1}
            - erasing: {probability: 0.5, area: [0.1, 0.2], fill: mean}
            """;

    @TempDir private Path folder;

    @Test
    void readsEveryTransformWithItsDefaults() throws IOException {
        Path file = Files.writeString(folder.resolve("all.yaml"), ALL);
        assertEquals(
                List.of(
                        new Flip(0.5),
                        new Rotation(0.25, 20, Fill.NEAREST),
                        new ColorJitter(0.8, 0.2, 0, 0, 0.05),
                        new Grayscale(0.1),
                        new Perspective(0.5, 0.3, Fill.MEAN),
                        new Shift(0.5, 0.2, 0.1, Fill.BLACK),
                        new Zoom(0.5, new Range(0.8, 1.2), Fill.BLACK),
                        new Shear(0.5, 10, 0, Fill.BLACK),
                        new ResizedCrop(1, new Range(0.08, 1), new Range(0.75, 4.0 / 3)),
                        new Erasing(0.5, new Range(0.1, 0.2), new Range(0.3, 3.3), Fill.MEAN)),
                Augmentation.read(file.toString()).transforms());
    }

    @Test
    void whatIsWrittenReadsTheSame() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Augmentation first = new YAMLMapper().readValue(ALL, Augmentation.class);
        assertEquals(10, first.transforms().size());
        assertEquals(first, json.readValue(json.writeValueAsString(first), Augmentation.class));
    }

    @Test
    void readsWhatTagZooBringsByName() throws IOException {
        Augmentation helsinki = Augmentation.read("helsinki");
        assertEquals(
                List.of("Flip", "Rotation", "ColorJitter", "Grayscale", "Perspective"),
                helsinki.transforms().stream()
                        .map(transform -> transform.getClass().getSimpleName())
                        .toList());
        assertEquals(helsinki, new YAMLMapper().readValue("helsinki", Augmentation.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "flips: {probability: 1} | transform 1: it must be one of flip, rotation,"
                        + " colorJitter, grayscale, perspective, shift, zoom, shear, resizedCrop,"
                        + " erasing, but is 'flips', did you mean 'flip'?",
                "flip: {probability: 1.5} | transform 1: 'flip': probability must be 0 to 1, but is"
                        + " 1.5",
                "flip: {probability: .nan} | line 1 is not YAML: Malformed numeric value '.nan'",
                "flip: {} | 'flip.probability' must be a number, but is missing",
                "flip: 0.5 | a transform is one name with its settings",
                "flip: {probability: often} | 'flip.probability' must be a number, but is"
                        + " \"often\"",
                "flip: {probability: null} | 'flip.probability' must be a number, but is null",
                "flip: {probability: 1, degrees: 3} | 'flip.degrees' is unknown. Known are"
                        + " probability",
                "rotation: {probability: 1, degree: 3} | 'rotation.degrees' must be a number, but"
                        + " is missing",
                "rotation: {probability: 1, degrees: 2, degree: 3} | did you mean 'degrees'?",
                "rotation: {probability: 1, degrees: 181} | 'rotation': degrees must be 0 to 180,"
                        + " but is 181",
                "rotation: {probability: 1, degrees: 9, fill: white} | 'rotation.fill' must be one"
                        + " of black, mean, nearest, but is \"white\"",
                "zoom: {probability: 1, scale: 2} | 'zoom.scale' must be",
                "zoom: {probability: 1, scale: [1.2, 0.8]} | 'zoom': scale must be two numbers from"
                        + " 0.1 to 10.0, the smaller first, but is [1.2, 0.8]",
                "zoom: {probability: 1, scale: [1]} | a range is two numbers",
                "zoom: {probability: 1} | 'zoom.scale'",
                "zoom: {probability: 1, scale: null} | 'zoom.scale'",
                "erasing: {probability: 1, fill: nearest} | fill must be black or mean, but is"
                        + " nearest",
                "erasing: {probability: 1, area: [0, 1]} | area must be two numbers from 1.0E-6 to"
                        + " 1.0",
                "colorJitter: {probability: 1, hue: 0.6} | hue must be 0 to 0.5, but is 0.6",
                "colorJitter: {probability: 1, hue: deep} | 'colorJitter.hue' must be a number, but"
                        + " is \"deep\"",
                "flip | a transform is one name with its settings, such as flip: {probability:"
                        + " 0.5}, not \"flip\"",
                "{flip: {probability: 1}, zoom: {probability: 1}} | a transform is one name",
            })
    void saysInOneLineWhatIsWrong(String entry, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.yaml"), "- " + entry + "\n");
        IllegalArgumentException error =
                assertThrows(
                        IllegalArgumentException.class, () -> Augmentation.read(file.toString()));
        assertTrue(error.getMessage().contains(message), error.getMessage());
        assertTrue(error.getMessage().contains("wrong.yaml': "), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "helsink | must be one of helsinki, or a YAML file, but is helsink",
                "src | must be one of helsinki, or a YAML file",
            })
    void saysWhatThereIs(String name, String message) {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> Augmentation.read(name));
        assertTrue(error.getMessage().contains(message), error.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'[1, 2' | line 1 is not YAML",
                "'5' | an augmentation is a list of transforms, or one of helsinki, not 5",
                "'' | it is empty",
                "'a: 1' | an augmentation is a list of transforms",
            })
    void refusesFilesWithoutAList(String content, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.yaml"), content);
        IllegalArgumentException error =
                assertThrows(
                        IllegalArgumentException.class, () -> Augmentation.read(file.toString()));
        assertTrue(error.getMessage().contains(message), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }
}
