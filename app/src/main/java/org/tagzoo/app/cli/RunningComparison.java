package org.tagzoo.app.cli;

import ai.djl.Device;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import org.tagzoo.app.comparison.Comparison;
import org.tagzoo.app.comparison.ComparisonSettings;
import org.tagzoo.app.comparison.RunFolder;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.app.report.TableText;
import org.tagzoo.datasets.corpus.Corpus;
import picocli.CommandLine;

/** Runs a comparison from the command line and prints its table. */
final class RunningComparison {

    private RunningComparison() {}

    /** Returns the exit code: 1 if a row failed, or what was to follow its figures. */
    static int run(
            CommandLine command,
            ComparisonSettings settings,
            Device device,
            Corpus corpus,
            RunFolder folder)
            throws IOException {
        PrintWriter err = command.getErr();
        PrintWriter out = command.getOut();
        Table table;
        Comparison comparison = new Comparison(settings, device, err::println);
        FileChannel lock = folder.lock();
        OrderlyStop stop = OrderlyStop.ofThisThread();
        try {
            table = comparison.run(corpus, folder);
        } catch (InterruptedIOException e) {
            err.println("Stopped. 'tagzoo resume %s' goes on.".formatted(folder.root()));
            return CommandLine.ExitCode.SOFTWARE;
        } finally {
            lock.close();
            stop.close();
        }
        out.println();
        out.print(TableText.render(table));
        out.println();
        out.println("Report: " + folder.file("report.html"));
        out.flush();
        boolean failed = table.rows().stream().anyMatch(row -> row.status() == Row.Status.FAILED);
        return failed || !comparison.isComplete()
                ? CommandLine.ExitCode.SOFTWARE
                : CommandLine.ExitCode.OK;
    }
}
