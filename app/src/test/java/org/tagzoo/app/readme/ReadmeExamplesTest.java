package org.tagzoo.app.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.threshold.Thresholds;

/** Every piece of Java in README and docs, compiled, and run where what it needs is here. */
class ReadmeExamplesTest {

    /** Has a folder {@code export} and a file {@code photo.jpg}, as the examples say. */
    @TempDir static Path working;

    @TempDir Path compiled;

    @BeforeAll
    static void makeWhatTheExamplesName() throws IOException {
        ExportWriter.write(
                working.resolve("export"),
                new Network(Backbones.byName("cnn").orElseThrow(), Head.linear(3))
                        .graph(
                                32,
                                new Normalization(
                                        List.of(120.0, 110.0, 100.0), List.of(60.0, 61.0, 62.0))),
                new InitialValues(1),
                new ExportDescription(
                        "cnn",
                        "cnn",
                        new LabelSet(List.of("sky", "sea", "dog")),
                        new Thresholds(List.of(0.1, 0.99, 0.2)),
                        32,
                        Decoding.WHOLE),
                Map.of());
        BufferedImage image = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillRect(10, 10, 30, 20);
        ImageIO.write(image, "jpg", working.resolve("photo.jpg").toFile());
    }

    private static List<JavaExample> all() throws IOException {
        List<JavaExample> examples = new ArrayList<>();
        for (Path page : Pages.userGuide()) {
            examples.addAll(JavaExample.of(page.toString(), Files.readAllLines(page)));
        }
        return examples;
    }

    static List<JavaExample> examples() throws IOException {
        return all().stream().filter(example -> !example.isClass()).toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void compilesAndRuns(JavaExample example) throws Exception {
        assertEquals("", example.compile(compiled));
        assumeTrue(
                !example.text().contains("\"keras\"")
                        || WeightsCache.standard()
                                .find(
                                        WeightsRegistry.standard()
                                                .card("resnet50.keras")
                                                .orElseThrow())
                                .isPresent(),
                "resnet50.keras is not in the cache; any run makes it");
        String printed = example.run(compiled, working);
        if (usesAnExport(example)) {
            assertEquals(expected(), printed);
        }
        assertFalse(printed.isBlank());
    }

    private static boolean usesAnExport(JavaExample example) {
        return example.text().contains("Criteria<Path, Tags>");
    }

    private static String expected() throws Exception {
        Export export = Export.open(working.resolve("export"));
        try (ZooModel<Path, Tags> model = export.criteria(Path.class, Tags.class).loadModel();
                Predictor<Path, Tags> predictor = model.newPredictor()) {
            Tags tags = predictor.predict(working.resolve("photo.jpg"));
            return tags + "\n" + tags.toJson() + "\n";
        }
    }

    @Test
    void thePlainProjectIsTheExample() throws IOException {
        JavaExample example =
                examples().stream().filter(each -> usesAnExport(each)).findFirst().orElseThrow();
        Path program = Path.of("app/src/it/plain-project/src/main/java/org/example/TagAFile.java");
        assertTrue(
                Files.readString(Pages.ROOT.resolve(program)).contains(example.text().indent(8)),
                () -> program + " must hold these lines of " + example + ":\n" + example.text());
    }

    /** The plain project compiles and runs it. */
    @Test
    void thePlainProjectHasTheProgram() throws IOException {
        List<JavaExample> programs = all().stream().filter(JavaExample::isClass).toList();
        assertEquals(1, programs.size());
        Path program = Path.of("app/src/it/plain-project/src/main/java/org/example/FineTune.java");
        assertTrue(
                Files.readString(Pages.ROOT.resolve(program))
                        .endsWith(programs.get(0).text() + "\n"),
                () -> program + " must end with the lines of " + programs.get(0));
    }

    @Test
    void findsJavaOnly() {
        List<String> page =
                List.of(
                        "Text with a semicolon;",
                        "",
                        "    ./tagzoo compare",
                        "",
                        "Java:",
                        "",
                        "    int one = 1;",
                        "",
                        "    int two = 2;",
                        "More.",
                        "```java",
                        "foo();",
                        "```",
                        "```",
                        "no();",
                        "```");
        assertEquals(
                List.of(
                        new JavaExample("page", 7, "int one = 1;\n\nint two = 2;"),
                        new JavaExample("page", 12, "foo();")),
                JavaExample.of("page", page));
    }

    @Test
    void aBrokenExampleIsFound() throws IOException {
        assertTrue(
                new JavaExample("page", 7, "Tags tags = null;\ntags.attahced();")
                        .compile(compiled)
                        .contains("attahced"));
    }
}
