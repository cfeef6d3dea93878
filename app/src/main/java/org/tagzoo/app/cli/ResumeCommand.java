package org.tagzoo.app.cli;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    @Option(names = "--device", paramLabel = "DEVICE", split = ",")
    private List<String> devices;

    @Option(names = "--shared")
    private boolean shared;

    /** Set by a process that has others make rows. */
    @Option(names = "--worker", hidden = true)
    private boolean worker;

    @Override
    public Integer call() throws IOException {
        require(Files.isDirectory(run), "There is no folder %s", run);
        RunFolder folder = RunFolder.open(run);
        ComparisonSettings begun = RunConfig.settings(folder);
        TaskChoice.requireNamed(begun.recipe());
        List<String> names = devices == null ? List.of(begun.device()) : devices;
        Device target = DeviceOption.standard().ofOneKind(names).get(0);
        boolean isShared = shared || names.size() > 1;
        require(
                !isShared || begun.folds() == 0,
                "A run in folds is made by one process: leave out --shared, and name one --device");
        if (isShared && folder.leaseSeconds().isEmpty()) {
            folder.locked(
                    () -> {
                        folder.share();
                        return folder;
                    });
        }
        ComparisonSettings settings = on(names.get(0), target, begun, folder);
        RunConfig.resumeEngine(folder).filter(line -> !worker).ifPresent(err()::println);
        Corpus corpus = Corpora.read(settings.corpus(), settings.corpusOptions());
        return worker
                ? RunningComparison.work(command(), settings, target, corpus, folder)
                : RunningComparison.run(command(), settings, target, names, corpus, folder);
    }

    /** In a shared run devices of one kind count as the one that it began on. */
    private ComparisonSettings on(
            String device, Device target, ComparisonSettings begun, RunFolder folder)
            throws IOException {
        if (device.equals(begun.device())) {
            return begun;
        }
        if (folder.leaseSeconds().isPresent()) {
            require(
                    target.isGpu() != begun.device().equals("cpu"),
                    "The run began on %s, and other processes may work on it: %s is of another kind",
                    begun.device(),
                    device);
            return begun;
        }
        err().println(
                        "The run began on %s and goes on on %s: rows differ in their last digits from those of one device"
                                .formatted(begun.device(), device));
        return begun.on(device);
    }
}
