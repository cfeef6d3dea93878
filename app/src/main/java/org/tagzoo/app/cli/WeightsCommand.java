package org.tagzoo.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tagzoo weights}: commands on files of weights. */
@Command(
        name = "weights",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Reads files of pretrained weights, and turns one format into another.",
        subcommands = WeightsConvertCommand.class)
final class WeightsCommand implements Runnable {

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing");
    }
}
