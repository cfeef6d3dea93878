package org.tagzoo.app.cli;

import static org.tagzoo.app.cli.Subcommand.require;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.recipe.TaskChoice;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.text.EnumText;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.Tasks;
import picocli.CommandLine.Option;

/** The option that says what rows predict, on which depends how their corpus is read. */
final class TaskMixin {

    @Option(names = "--task", paramLabel = "TASK")
    private String task;

    /**
     * A corpus and the rows that are trained on it.
     *
     * @param options with which it was read
     * @param recipe whose rows say what they predict
     */
    record Chosen(Corpus corpus, CorpusOptions options, Recipe recipe) {}

    /** Returns what the user asks for; empty: each row's own. */
    Optional<Task> asked() {
        Optional<Task> found = Optional.ofNullable(task).flatMap(Tasks::find);
        require(
                task == null || found.isPresent(),
                "--task must be %s, but is %s",
                EnumText.or(Tasks.names()),
                task);
        return found;
    }

    /**
     * Reads a corpus, of each image one label where all rows need that, and chooses what rows
     * predict.
     *
     * @param name as the user gave it
     * @param err is told what was chosen
     */
    Chosen choose(String name, CorpusOptions given, Recipe recipe, PrintWriter err)
            throws IOException {
        CorpusOptions options = given;
        Corpus corpus = Corpora.read(name, options);
        if (options.several().isEmpty() && new TaskChoice(corpus, asked()).needsLargest(recipe)) {
            options = options.withSeveral(CorpusOptions.Several.LARGEST);
            corpus = Corpora.read(name, options);
            err.println(
                    "Each image keeps its largest object, whose class is the image's own; images"
                            + " without one are of the class none (--several largest)");
        } else if (options.several().isEmpty()
                && new TaskChoice(corpus, asked()).needsOneLabel(recipe)) {
            options = options.withSeveral(CorpusOptions.Several.RAREST);
            corpus = Corpora.read(name, options);
            err.println(
                    "Classes are one label an image, so each image keeps the rarest of its own"
                            + " (--several rarest); --several single leaves images with"
                            + " several out, --several first takes the first of a list");
        }
        TaskChoice.Chosen tasks =
                new TaskChoice(corpus, asked(), options.several().isPresent()).choose(recipe);
        tasks.remark().ifPresent(err::println);
        return new Chosen(corpus, options, tasks.recipe());
    }
}
