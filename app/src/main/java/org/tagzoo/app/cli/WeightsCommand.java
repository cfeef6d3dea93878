package org.tagzoo.app.cli;

import picocli.CommandLine.Command;

/** {@code tagzoo weights}: commands on files of weights. */
@Command(
        name = "weights",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = WeightsConvertCommand.class)
final class WeightsCommand {}
