package org.tagzoo.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.tagzoo.zoo.registry.WeightsCard;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tagzoo models show}: all that is known of weights. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows all that is known of pretrained weights.")
final class ModelsShowCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "NAME",
            arity = "1..*",
            description =
                    "Weights such as resnet50.tv1, networks such as resnet50, or wildcards such as"
                            + " 'resnet*'.")
    private List<String> names;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @ParentCommand private ModelsCommand models;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<WeightsCard> cards = models.select(names);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ModelsJson.list(cards, models.cache()));
        } else {
            String separator = "";
            for (WeightsCard card : cards) {
                out.print(separator + WeightsCardText.render(card, models.cache()));
                separator = "\n";
            }
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
