package org.tagzoo.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tagzoo.app.comparison.Reason;
import org.tagzoo.datasets.image.ImageSize;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** What commands have in common: where they print, and checks of options. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
abstract class Subcommand implements Callable<Integer> {

    @CommandLine.Spec private CommandSpec spec;

    /** Writes a page. */
    interface Page {
        void write(Path file) throws IOException;
    }

    final CommandLine command() {
        return spec.commandLine();
    }

    final TagZoo program() {
        return (TagZoo) spec.root().userObject();
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Prints a whole result and returns the exit code. */
    final int print(String text) {
        out().print(text);
        out().flush();
        return CommandLine.ExitCode.OK;
    }

    /** Prints a line of the result. */
    final void say(String format, Object... values) {
        out().println(format.formatted(values));
        out().flush();
    }

    static int exitCode(boolean good) {
        return good ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** Checks the files of {@code --weights MODEL=FILE}. */
    static void requireWeights(Map<String, Path> weights) {
        weights.forEach(
                (model, file) ->
                        require(
                                Files.isRegularFile(file),
                                "--weights %s: there is no file %s",
                                model,
                                file));
    }

    static void require(boolean good, String format, Object... values) {
        if (!good) {
            throw new UsageException(format.formatted(values));
        }
    }

    static void requireWithin(String option, int value, int min, int max) {
        require(
                value >= min && value <= max,
                "%s must be %d to %d, not %d",
                option,
                min,
                max,
                value);
    }

    static void requireSize(String option, ImageSize size) {
        require(
                size.shorterSide() >= 8 && size.longerSide() <= 1024,
                "%s must be %s, not %s",
                option,
                size.isSquare() ? "8 to 1024" : "8x8 to 1024x1024",
                size);
    }

    /** Checks a file that is to be written, or not if it is {@code null}. */
    static void requireFile(String option, Path file) {
        require(
                file == null || !Files.exists(file) || Files.isRegularFile(file),
                "%s %s: it is there, and no file",
                option,
                file);
    }

    static void write(Page page, Path out) throws IOException {
        try {
            page.write(out);
        } catch (IOException e) {
            throw new IOException(
                    "Can't write the page %s: %s; choose another with --out"
                            .formatted(out, Reason.of(e)),
                    e);
        }
    }
}
