package org.tagzoo.app.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tagzoo.app.comparison.Reason;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.recipe.RecipeException;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.text.EnumText;
import org.tagzoo.datasets.text.NearNames;
import org.tagzoo.zoo.export.ExportException;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What a user sees when a command fails: one line, and the exit code. */
final class Failures {

    private Failures() {}

    /** A command line that can't be parsed. */
    static int usage(CommandLine.ParameterException error, String[] args) {
        CommandLine command = error.getCommandLine();
        List<String> near = List.of();
        if (error instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            boolean option = first.startsWith("-") || command.getParent() != null;
            print(
                    command,
                    option ? error.getMessage() : "There is no command '%s'".formatted(first));
            near =
                    option
                            ? unmatched.getSuggestions()
                            : NearNames.of(first, command.getSubcommands().keySet());
        } else {
            print(command, message(error));
        }
        if (!near.isEmpty()) {
            command.getErr()
                    .println(
                            "Did you mean %s?"
                                    .formatted(
                                            EnumText.or(
                                                    near.stream()
                                                            .map("'%s'"::formatted)
                                                            .toList())));
        }
        command.getErr()
                .println(
                        "'%s --help' lists what it takes."
                                .formatted(command.getCommandSpec().qualifiedName()));
        return CommandLine.ExitCode.USAGE;
    }

    private static String message(CommandLine.ParameterException error) {
        if (error.getArgSpec() instanceof OptionSpec option
                && option.auxiliaryTypes()[0].isEnum()
                && error.getValue() != null) {
            List<String> allowed =
                    Stream.of(option.auxiliaryTypes()[0].getEnumConstants())
                            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                            .toList();
            return "%s must be %s, but is %s"
                    .formatted(option.longestName(), EnumText.or(allowed), error.getValue());
        }
        return error.getMessage()
                .replaceFirst(
                        "^Invalid value for option '(--[a-z-]+)'[^:]*: ([a-z ]+ must be )",
                        "$1: $2")
                .replace("is not an int", "is not a whole number")
                .replace("Missing required subcommand", "A command is missing");
    }

    /** A command that failed while it ran. */
    static int execution(Exception error, CommandLine command, boolean verbose) {
        print(command, Reason.of(error));
        if (verbose) {
            error.printStackTrace(command.getErr());
        }
        boolean usage =
                error instanceof UsageException
                        || error instanceof CorpusException
                        || error instanceof ExportException
                        || error instanceof RunException
                        || error instanceof RecipeException;
        return usage ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    private static void print(CommandLine command, String message) {
        command.getErr().println("tagzoo: " + message.lines().findFirst().orElse("failed"));
    }
}
