package org.tagzoo.app.cli;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tagzoo.app.comparison.ComparisonSettings;
import org.tagzoo.app.comparison.RunConfig;
import org.tagzoo.app.comparison.RunFolder;
import org.tagzoo.app.recipe.TaskChoice;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.Corpus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagzoo resume}: finishes a comparison that was stopped. */
@Command(name = "resume")
final class ResumeCommand extends Subcommand {

    @Parameters(paramLabel = "RUN")
    private Path run;

    @Option(names = "--device", paramLabel = "DEVICE")
    private String device;

    @Override
    public Integer call() throws IOException {
        require(Files.isDirectory(run), "There is no folder %s", run);
        RunFolder folder = RunFolder.open(run);
        ComparisonSettings begun = RunConfig.settings(folder);
        TaskChoice.requireNamed(begun.recipe());
        ComparisonSettings settings = device == null ? begun : begun.on(device);
        Device target = DeviceOption.parse(settings.device());
        if (!settings.device().equals(begun.device())) {
            err().println(
                            "The run began on %s and goes on on %s: rows differ in their last digits from those of one device"
                                    .formatted(begun.device(), settings.device()));
        }
        RunConfig.resumeEngine(folder).ifPresent(err()::println);
        Corpus corpus = Corpora.read(settings.corpus(), settings.corpusOptions());
        return RunningComparison.run(command(), settings, target, corpus, folder);
    }
}
