package org.tagzoo.app.cli;

import ai.djl.Device;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.commons.io.function.IOSupplier;
import org.tagzoo.app.comparison.Comparison;
import org.tagzoo.app.comparison.ComparisonSettings;
import org.tagzoo.app.comparison.RunFolder;
import org.tagzoo.app.comparison.SharedRows;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.recipe.Yardsticks;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.app.report.TableText;
import org.tagzoo.datasets.corpus.Corpus;
import picocli.CommandLine;

/** Runs a comparison from the command line and prints its table. */
final class RunningComparison {

    /** Longer than a batch takes; who is told to stop should not linger. */
    private static final long LONGEST_STOP_SECONDS = 20;

    private RunningComparison() {}

    /**
     * Returns the exit code: 1 if a row failed, or what was to follow its evaluation.
     *
     * @param devices names of those that compute, the first of which is {@code device}
     */
    static int run(
            CommandLine command,
            ComparisonSettings settings,
            Device device,
            List<String> devices,
            Corpus corpus,
            RunFolder folder)
            throws IOException {
        PrintWriter err = command.getErr();
        PrintWriter out = command.getOut();
        Comparison comparison = new Comparison(settings, device, err::println);
        Comparison.Making making =
                devices.size() == 1
                        ? SharedRows::make
                        : new DeviceProcesses(
                                folder.root(), devices, names(settings.recipe()), err::println);
        // What is said of a stop is said before the process may end.
        Optional<Table> made =
                orderly(
                        () -> {
                            try {
                                return Optional.of(
                                        folder.leaseSeconds().isPresent()
                                                ? comparison.shared(corpus, folder, making).get()
                                                : folder.locked(
                                                        () -> comparison.run(corpus, folder)));
                            } catch (InterruptedIOException e) {
                                err.println(
                                        "Stopped. 'tagzoo resume %s' goes on."
                                                .formatted(folder.root()));
                                return Optional.empty();
                            }
                        });
        if (made.isEmpty()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        Table table = made.get();
        out.println();
        out.print(TableText.render(table));
        out.println();
        out.println("Report: " + folder.file("report.html"));
        out.flush();
        boolean failed = table.rows().stream().anyMatch(row -> row.status() == Row.Status.FAILED);
        return Subcommand.exitCode(!failed && comparison.isComplete());
    }

    private static List<String> names(Recipe recipe) {
        return Stream.concat(
                        recipe.rows().stream().map(RowRecipe::name),
                        recipe.models().stream().map(Yardsticks.Model::name))
                .toList();
    }

    /**
     * Makes rows of a shared run for the process that started this one, and says of them alone.
     * Ends when that process does, which holds the other end of this one's input.
     */
    static int work(
            CommandLine command,
            ComparisonSettings settings,
            Device device,
            Corpus corpus,
            RunFolder folder)
            throws IOException {
        AtomicBoolean isReady = new AtomicBoolean();
        Comparison comparison =
                new Comparison(
                        settings,
                        device,
                        line -> {
                            if (isReady.get()) {
                                command.getErr().println(line);
                            }
                        });
        Comparison.Making making =
                rows -> {
                    isReady.set(true);
                    rows.make();
                };
        Thread parent = new Thread(RunningComparison::exitAtEndOfInput, "parent");
        parent.setDaemon(true);
        parent.start();
        return orderly(
                () -> {
                    try {
                        comparison.shared(corpus, folder, making);
                        return CommandLine.ExitCode.OK;
                    } catch (InterruptedIOException e) {
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                });
    }

    private static void exitAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever written to it.
            }
        } catch (IOException e) {
            // It is gone as well.
        }
        System.exit(CommandLine.ExitCode.SOFTWARE);
    }

    /**
     * Does work with the engine that ends between two batches, by an interrupt of this thread, when
     * the process is told to stop, by Ctrl-C or by its system. Without it the engine's libraries
     * are taken down while a batch is in them, and the process dies of a fatal error.
     */
    private static <T> T orderly(IOSupplier<T> work) throws IOException {
        Thread worker = Thread.currentThread();
        CountDownLatch over = new CountDownLatch(1);
        Thread hook =
                new Thread(
                        () -> {
                            worker.interrupt();
                            try {
                                over.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.get();
        } finally {
            over.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is stopping, and the hook has run.
            }
        }
    }
}
