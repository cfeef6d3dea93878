package org.tagzoo.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.tagzoo.app.comparison.Reason;
import org.tagzoo.app.progress.FetchProgress;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsFetcher;
import org.tagzoo.zoo.registry.WeightsLookup;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tagzoo models fetch}: brings weights into the cache. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Brings pretrained weights into the cache, and checks them. What was cut is resumed.",
            "TAGZOO_MIRROR, a folder or an address, is asked before the network."
        })
final class ModelsFetchCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "NAME",
            arity = "1..*",
            description =
                    "Weights such as resnet50.tv1, a network such as resnet50 for the first of its"
                            + " weights that are available, or wildcards such as 'resnet*.tv1'.")
    private List<String> names;

    @Option(
            names = "--offline",
            description = "Use no network: only the cache, and a mirror that is a folder.")
    private boolean offline;

    @ParentCommand private ModelsCommand models;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Set<String> wanted = new LinkedHashSet<>();
        for (String name : names) {
            wanted.addAll(expand(name));
        }
        WeightsLookup lookup =
                new WeightsLookup(
                        models.registry(),
                        models.cache(),
                        WeightsFetcher.of(
                                models.program().environment(),
                                offline,
                                new FetchProgress(err::println)),
                        Map.of());
        int failed = 0;
        for (String name : wanted) {
            try {
                ResolvedWeights found = lookup.find(name);
                out.printf("%s: %s%n", found.name(), found.file());
                out.flush();
            } catch (IOException e) {
                failed++;
                err.println("tagzoo: " + Reason.of(e));
            }
        }
        return failed == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** Returns the name itself, unless it is a wildcard: then those of all cards it stands for. */
    private List<String> expand(String name) {
        List<WeightsCard> cards = models.select(List.of(name));
        boolean isWildcard = name.contains("*") || name.contains("?");
        return isWildcard ? cards.stream().map(WeightsCard::name).toList() : List.of(name);
    }
}
