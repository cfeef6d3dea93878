package org.tagzoo.app.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.evaluation.CalibratedRow;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.recipe.RecipeReader;
import org.tagzoo.app.recipe.RecordCopy;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.zoo.calibration.TemperatureScaling;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.task.Tags;
import org.tagzoo.zoo.threshold.SureLimits;
import org.tagzoo.zoo.threshold.ThresholdChoice;
import org.tagzoo.zoo.threshold.Thresholds;

class ModelCardTest {

    /** Its recipe has the row that it starts from too, and is read as what both were. */
    @Test
    void aRowThatStartsFromAnotherHasBothInItsRecipe(@TempDir Path folder) throws IOException {
        CardFacts facts = CardSamples.classes();
        Recipe whole = facts.settings().recipe();
        RowRecipe started = whole.row("started").orElseThrow();
        String card = ModelCard.render(RecordCopy.with(facts, Map.of("recipe", started)));
        Path file = folder.resolve("recipe.yaml");
        Files.writeString(file, StringUtils.substringBetween(card, "```yaml\n", "```"));
        assertEquals(
                List.of(whole.row("classes").orElseThrow(), started),
                RecipeReader.read(file.toString()).rows());
    }

    /** Set to write the files that cards are held to, and look at what changes in them. */
    private static final String WRITE = System.getProperty("tagzoo.writeCards");

    @Test
    void cardsAreAsTheyWere() throws IOException {
        hold("tags.md", CardSamples.tags(ThresholdChoice.SHARED, false));
        hold("tags-per-label.md", CardSamples.tags(ThresholdChoice.PER_LABEL, true));
        hold("classes.md", CardSamples.classes());
        hold("tags-calibrated.md", CardSamples.calibrated(Tags.INSTANCE));
    }

    @Test
    void calibratedClassesHaveTheirTemperatureInThePython() {
        CardFacts facts = CardSamples.calibrated(Classes.INSTANCE);
        double temperature =
                ((TemperatureScaling) facts.calibrated().orElseThrow().calibration()).temperature();
        String card = ModelCard.render(facts);
        assertTrue(card.contains("torch.softmax(logits / " + temperature + ", 1)[0]"), card);
        assertTrue(card.contains("| tree | "), card);
    }

    @Test
    void classesThatAreLeftAsTheyAreAreNotSaidToBeProbabilities() {
        CardFacts facts = CardSamples.calibrated(Classes.INSTANCE);
        CalibratedRow none =
                RecordCopy.with(
                        facts.calibrated().orElseThrow(),
                        Map.of("calibration", new TemperatureScaling(1)));
        String card =
                ModelCard.render(RecordCopy.with(facts, Map.of("calibrated", Optional.of(none))));
        assertTrue(card.contains("Scores are as the network gives them: one temperature"), card);
        assertFalse(card.contains("seven in ten"), card);
    }

    @Test
    void classesThatMayBeUnsureAreNotSaidToBeGivenAlways() {
        String sure = ModelCard.render(CardSamples.calibrated(Classes.INSTANCE));
        assertTrue(sure.contains("it gives each image exactly one"), sure);
        String half = cardOfClasses(0.5);
        assertTrue(half.contains("the highest score of an image is below 0.500"), half);
        assertTrue(half.contains("it gives them one class, or is not sure"), half);
        assertFalse(half.contains("it gives each image exactly one"), half);
        String never = cardOfClasses(Thresholds.NEVER);
        assertTrue(never.contains("It is never sure"), never);
        assertFalse(never.contains("is below never"), never);
    }

    private static String cardOfClasses(double from) {
        SureLimits limits =
                new SureLimits(Collections.nCopies(3, from), Collections.nCopies(3, 0.0));
        return ModelCard.render(
                RecordCopy.with(
                        CardSamples.calibrated(Classes.INSTANCE),
                        Map.of("sure", Optional.of(limits))));
    }

    /** A torchvision network has one head: layers of several in a row would be another network. */
    @Test
    void theMeanOfSeveralHeadsIsNoNetworkOfTorchvision() {
        RowNetwork one = CardSamples.tags(ThresholdChoice.SHARED, false).network();
        RowNetwork several = RecordCopy.with(one, Map.of("heads", 5));
        assertTrue(use(one).contains("torchvision.models."), use(one));
        assertFalse(use(several).contains("torchvision.models."), use(several));
    }

    private static String use(RowNetwork network) {
        return CardUse.render(network, Tags.INSTANCE, Optional.empty(), false);
    }

    private static void hold(String name, CardFacts facts) throws IOException {
        String card = ModelCard.render(facts);
        if (WRITE != null) {
            Files.writeString(Path.of(WRITE, name), card);
        }
        try (var in = ModelCardTest.class.getResourceAsStream(name)) {
            assertEquals(
                    new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8), card);
        }
    }

    /** The credit that OpenMoji's licence asks for has an address in it. */
    @Test
    void creditsAndLabelsWithASlashStay() {
        String credit =
                "All emojis designed by OpenMoji (https://openmoji.org), license CC BY-SA 4.0";
        String dropped = "dropped for having fewer than 5 images: TV/monitor, sea";
        String card = ModelCard.render(CardSamples.noted("openmoji", credit, dropped));
        assertTrue(card.contains("\n- " + credit + "\n"), card);
        assertTrue(card.contains("\n- " + dropped + "\n"), card);
    }

    @Test
    void foldersOfTheMachineStayOut() {
        String card =
                ModelCard.render(
                        CardSamples.noted(
                                "csv:data/secret/movies.csv",
                                "images are taken from the folder /home/secret",
                                "images are taken from the folder data/secret",
                                "images are taken from the folder data/secret/posters",
                                "images are taken from the folder ../secret",
                                "images are taken from the folder C:\\secret",
                                "images are taken from the folder D:/secret",
                                "images are taken from the folder \\\\host\\secret",
                                "data/secret/sea.txt: 5 of its numbers have no image, such as 7",
                                "~/secret: 2 images are not named im<number> and were left out"));
        assertFalse(card.contains("secret"), card);
        assertTrue(card.contains("\ncsv:movies.csv: "), card);
        card =
                ModelCard.render(
                        CardSamples.noted(
                                "mirflickr",
                                "corpora/mirflickr/images: 2 images are not named im<number>"));
        assertFalse(card.contains("corpora"), card);
    }
}
