package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.ImageSource;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.Tasks;

class TaskChoiceTest {

    private static final String SETTINGS =
            """
            settings:
              {weights: none, imageSize: 64, batchSize: 8, trainingThreshold: 0.5%1$s,
               phases: [{train: all, epochs: 2}],
               head: {hidden: [], dropout: 0, standardized: false},
               optimizer: {kind: sgd, nesterov: true, weightDecay: 0},
               schedule: {kind: one-cycle, maxLr: 0.1, baseMomentum: 0.5, maxMomentum: 0.9}}
            rows:
              - {name: a, model: cnn%2$s}
            """;

    @TempDir Path folder;

    /** A corpus of images with so many labels each. */
    private static Corpus corpus(String name, int... labels) {
        List<TaggedImage> images = new ArrayList<>();
        for (int n = 0; n < labels.length; n++) {
            TreeSet<Integer> has = new TreeSet<>();
            for (int l = 0; l < labels[n]; l++) {
                has.add(l);
            }
            ImageSource none = null;
            images.add(new TaggedImage(n + ".png", none, has, n + ".png"));
        }
        return new Corpus(name, new LabelSet(List.of("x", "y", "z")), images, List.of(), List.of());
    }

    private Recipe recipe(String more) throws IOException {
        Path file = folder.resolve("recipe.yaml");
        Files.writeString(file, SETTINGS.formatted("", more));
        return RecipeReader.read(file.toString());
    }

    private static TaskChoice.Chosen choose(Corpus corpus, String asked, Recipe recipe) {
        return new TaskChoice(corpus, Optional.ofNullable(asked).map(Tasks::byName)).choose(recipe);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                // corpus, labels of its images, --task, row, task, loss, whether the corpus decided
                "folders:x | 1,1 | - | `` | classes | softmax | true",
                "folders:x | 1,2 | - | `` | tags | binary-cross-entropy | false",
                "folders:x | 1,0 | - | `` | tags | binary-cross-entropy | false",
                "csv:x | 1,1 | - | `` | tags | binary-cross-entropy | false",
                "folders:x | 1,1 | tags | `` | tags | binary-cross-entropy | false",
                "csv:x | 1,1 | classes | `` | classes | softmax | false",
                "csv:x | 1,1 | - | `, loss: {kind: softmax, classWeights: true, smoothing: 0}` |"
                        + " classes | softmax | false",
                "folders:x | 1,1 | - | `, loss: {kind: binary-cross-entropy, posWeight: false}` |"
                        + " tags | binary-cross-entropy | false",
                "folders:x | 1,1 | - | `, loss: {kind: asymmetric, gammaNegative: 4, gammaPositive:"
                        + " 1, clip: 0.05}` | tags | asymmetric | false",
                "folders:x | 1,1 | - | `, task: tags` | tags | binary-cross-entropy | false",
                "folders:x | 1,1 | - | `, loss: {kind: default, posWeight: false}` | classes |"
                        + " softmax | true",
            })
    void theFirstThatSaysAnythingDecides(
            String corpus,
            String labels,
            String asked,
            String row,
            String task,
            String loss,
            boolean decided)
            throws IOException {
        int[] counts = List.of(labels.split(",")).stream().mapToInt(Integer::parseInt).toArray();
        TaskChoice.Chosen chosen = choose(corpus(corpus, counts), asked, recipe(row));
        RowRecipe only = chosen.recipe().rows().get(0);
        assertEquals(task, only.task());
        assertEquals(task, only.predicts().name());
        assertEquals(loss, only.loss().kind());
        assertEquals(decided, chosen.remark().isPresent());
    }

    @Test
    void oneLabelIsNeededWhereAllRowsPredictClassesAndImagesHaveOthers() throws IOException {
        Optional<Task> classes = Tasks.find("classes");
        Recipe open = recipe("");
        assertTrue(new TaskChoice(corpus("csv:x", 1, 2), classes).needsOneLabel(open));
        assertTrue(new TaskChoice(corpus("csv:x", 1, 0), classes).needsOneLabel(open));
        assertTrue(
                new TaskChoice(corpus("csv:x", 1, 2), Optional.empty())
                        .needsOneLabel(recipe(", task: classes")));
        assertFalse(new TaskChoice(corpus("csv:x", 1, 1), classes).needsOneLabel(open));
        assertFalse(new TaskChoice(corpus("csv:x", 1, 2), Optional.empty()).needsOneLabel(open));
    }

    @Test
    void aNetworkUnchangedIsForClasses() throws IOException {
        Path file = folder.resolve("recipe.yaml");
        Files.writeString(
                file,
                SETTINGS.formatted("", "")
                        + "  - {name: b, model: resnet50, weights: pretrained, head: {classMap: pacs}}\n");
        Recipe unchanged = RecipeReader.read(file.toString());
        Corpus one = corpus("folders:x", 1, 1);
        assertEquals("classes", choose(one, null, unchanged).recipe().rows().get(1).task());
        String message =
                assertThrows(RecipeException.class, () -> choose(one, "tags", unchanged))
                        .getMessage();
        assertTrue(message.startsWith("row 'b': head.classMap must be left out"), message);
    }

    @Test
    void aCorpusThatIsMadeOneLabelHasClasses() throws IOException {
        Corpus one = corpus("csv:x", 1, 1);
        assertEquals(
                "classes",
                new TaskChoice(one, Optional.empty(), true)
                        .choose(recipe(""))
                        .recipe()
                        .rows()
                        .get(0)
                        .task());
        assertEquals(
                "tags",
                new TaskChoice(one, Optional.empty())
                        .choose(recipe(""))
                        .recipe()
                        .rows()
                        .get(0)
                        .task());
    }

    @Test
    void theCorpusSaysThatItDecided() throws IOException {
        assertEquals(
                "Each image of folders:x has exactly one label: a predicts classes (softmax,"
                        + " top-1); --task tags keeps tags",
                choose(corpus("folders:x", 1), null, recipe("")).remark().orElseThrow());
    }

    @Test
    void aTasksOwnLossOfTags() throws IOException {
        Corpus corpus = corpus("csv:x", 1, 2);
        assertEquals(
                new LossRecipe.BinaryCrossEntropy(true, null),
                choose(corpus, null, recipe("")).recipe().rows().get(0).loss());
        assertEquals(
                new LossRecipe.BinaryCrossEntropy(false, null),
                choose(corpus, null, recipe(", loss: {kind: default, posWeight: false}"))
                        .recipe()
                        .rows()
                        .get(0)
                        .loss());
        assertEquals(
                new LossRecipe.SoftmaxCrossEntropy(ClassWeights.NONE, 0),
                choose(corpus("csv:x", 1), "classes", recipe("")).recipe().rows().get(0).loss());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "1,1 | tags | `, loss: {kind: softmax, classWeights: true, smoothing: 0}` | row"
                        + " 'a': the loss softmax is for task classes, not for task tags",
                "1,1 | classes | `, loss: {kind: binary-cross-entropy, posWeight: true}` | the loss"
                        + " binary-cross-entropy is for task tags, not for task classes",
                "1,2,0 | classes | `` | task classes takes images with exactly one label, its"
                        + " class; 2 of the 3 images of csv:x have another number, such as '1.png' with"
                        + " 2: use task tags",
                "1,1 | classes | `, earlyStopping: {metric: validation-f1, patience: 1,"
                        + " minimumChange: 0}` | training can't follow micro F1, which task classes"
                        + " does not have; it has top-1 accuracy, top-5 accuracy, macro F1, balanced"
                        + " accuracy, and the loss",
                "1,1 | tags | `, schedule: {kind: plateau, maxLr: 1, momentum: 0, patience: 0,"
                        + " factor: 0.5, minLr: 0, metric: validation-top1}` | training can't follow"
                        + " top-1 accuracy",
                "1,2,0 | - | `, loss: {kind: softmax, classWeights: true, smoothing: 0}` | such as"
                        + " '1.png' with 2",
            })
    void whatDoesNotFitIsRefusedInOneLine(String labels, String asked, String row, String why)
            throws IOException {
        int[] counts = List.of(labels.split(",")).stream().mapToInt(Integer::parseInt).toArray();
        Recipe recipe = recipe(row);
        RecipeException error =
                assertThrows(
                        RecipeException.class,
                        () -> choose(corpus("csv:x", counts), asked, recipe));
        assertTrue(error.getMessage().contains(why), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }

    @Test
    void aRunBegunWithSoftmaxAndNoTaskCantGoOn() throws IOException {
        TaskChoice.requireNamed(recipe(""));
        TaskChoice.requireNamed(
                recipe(
                        ", loss: {kind: asymmetric, gammaNegative: 4, gammaPositive: 1, clip:"
                                + " 0.05}"));
        String softmax = ", loss: {kind: softmax, classWeights: true, smoothing: 0}";
        TaskChoice.requireNamed(recipe(", task: classes" + softmax));
        Recipe old = recipe(softmax);
        assertEquals(
                "row 'a' was begun by a version that judged every row as tags, and its loss softmax"
                        + " is for classes: begin a new run with compare",
                assertThrows(RecipeException.class, () -> TaskChoice.requireNamed(old))
                        .getMessage());
    }

    @Test
    void thresholdsWithClassesAreRefusedWhereTheRowGivesThem() throws IOException {
        RecipeException error =
                assertThrows(
                        RecipeException.class,
                        () -> recipe(", task: classes, trainingThreshold: 0.4"));
        assertTrue(
                error.getMessage()
                        .endsWith(
                                "row 'a': task classes has no thresholds: leave out"
                                        + " trainingThreshold"),
                error.getMessage());
    }

    @Test
    void sharedSettingsOfClassesHaveNoThreshold() throws IOException {
        Path file = folder.resolve("shared.yaml");
        Files.writeString(file, SETTINGS.formatted(", task: classes", ""));
        RecipeException error =
                assertThrows(RecipeException.class, () -> RecipeReader.read(file.toString()));
        assertTrue(error.getMessage().contains("leave out trainingThreshold"));
        String without = SETTINGS.formatted(", task: classes", "");
        Files.writeString(file, without.replace(" trainingThreshold: 0.5,", ""));
        assertEquals("classes", RecipeReader.read(file.toString()).rows().get(0).task());
        // One among many, whose shared threshold is for the others.
        assertEquals("classes", recipe(", task: classes").rows().get(0).task());
    }

    @Test
    void aTaskThatThereIsNotIsRefused() throws IOException {
        RecipeException error = assertThrows(RecipeException.class, () -> recipe(", task: boxes"));
        assertTrue(
                error.getMessage()
                        .contains("task must be tags, classes or class-and-box, but is boxes"),
                error.getMessage());
    }

    /** An export would refuse it, once all is trained. */
    @ParameterizedTest
    @CsvSource({"crop", "pad"})
    void boxesNeedTheWholeImage(String resize) throws IOException {
        Recipe recipe = recipe(", task: class-and-box, resize: " + resize);
        RecipeException error =
                assertThrows(
                        RecipeException.class,
                        () -> choose(corpus("folders:x", 1, 1), null, recipe));
        assertTrue(
                error.getMessage().contains("resize must be stretch for task class-and-box"),
                error.getMessage());
        choose(corpus("folders:x", 1, 1), null, recipe(", task: class-and-box, resize: stretch"));
    }

    @Test
    void softmaxWithTagsIsRefusedBeforeTheCorpusIsRead() throws IOException {
        Recipe recipe =
                recipe(", task: tags, loss: {kind: softmax, classWeights: true, smoothing: 0}");
        RecipeException error =
                assertThrows(RecipeException.class, () -> RecipeCheck.check(recipe));
        assertTrue(
                error.getMessage().contains("the loss softmax is for task classes"),
                error.getMessage());
        assertEquals(1, error.getMessage().split("row 'a'", -1).length - 1, error.getMessage());
    }
}
