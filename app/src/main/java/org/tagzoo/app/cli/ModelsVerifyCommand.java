package org.tagzoo.app.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.tagzoo.zoo.registry.CachedFile;
import org.tagzoo.zoo.registry.WeightsCard;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tagzoo models verify}: hashes anew what is in the cache. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Reads the weights in the cache from end to end, and checks their hashes.")
final class ModelsVerifyCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Only these, which must be there. Default: all that is there.")
    private List<String> names = List.of();

    @ParentCommand private ModelsCommand models;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    private int good;
    private int wrong;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (names.isEmpty()) {
            verify(models.registry().cards());
            if (good + wrong == 0) {
                out.println("There are no weights in " + models.cache().folder());
            }
        }
        for (String name : names) {
            if (!verify(models.select(List.of(name)))) {
                complain("%s is not in %s".formatted(name, models.cache().folder()));
            }
        }
        out.flush();
        return wrong == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** Returns whether there was anything to verify. */
    private boolean verify(List<WeightsCard> cards) {
        boolean isAny = false;
        PrintWriter out = spec.commandLine().getOut();
        for (WeightsCard card : cards) {
            for (CachedFile file : CachedFile.verify(models.cache(), card)) {
                isAny = true;
                if (file.problem().isPresent()) {
                    complain("%s: %s".formatted(card.name(), file.problem().get()));
                } else {
                    good++;
                    out.println("%s: good  %s".formatted(card.name(), file.file()));
                    out.flush();
                }
            }
        }
        return isAny;
    }

    private void complain(String line) {
        wrong++;
        spec.commandLine().getErr().println("tagzoo: " + line);
    }
}
