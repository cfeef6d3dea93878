package org.tagzoo.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.weights.WeightsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * {@code tagzoo models}: lists pretrained weights; its own commands show, fetch and verify them.
 */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists the pretrained weights that there are, and says which are here.",
        subcommands = {
            ModelsShowCommand.class,
            ModelsFetchCommand.class,
            ModelsVerifyCommand.class
        })
final class ModelsCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description =
                    "Only these: weights such as resnet50.tv1, networks such as resnet50, or wildcards"
                            + " such as 'resnet*'.")
    private List<String> names = List.of();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @ParentCommand private TagZoo program;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<WeightsCard> cards = names.isEmpty() ? registry().cards() : select(names);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ModelsJson.list(cards, cache()));
        } else {
            out.print(ModelsTable.render(cards, cache()));
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    TagZoo program() {
        return program;
    }

    WeightsRegistry registry() {
        return WeightsRegistry.standard();
    }

    WeightsCache cache() {
        return WeightsCache.of(program.environment());
    }

    /**
     * Returns the cards that match any of the names, each once.
     *
     * @throws UsageException if a name matches none
     */
    List<WeightsCard> select(List<String> namesOrWildcards) {
        Set<WeightsCard> selected = new LinkedHashSet<>();
        try {
            for (String name : namesOrWildcards) {
                selected.addAll(registry().matching(name));
            }
        } catch (WeightsException e) {
            throw new UsageException(e.getMessage());
        }
        return List.copyOf(selected);
    }
}
