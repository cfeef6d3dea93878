package org.tagzoo.spark;

import java.util.concurrent.Callable;
import picocli.CommandLine;

/** What the jobs have in common. */
final class Jobs {

    private Jobs() {}

    /** Runs a job; returns its exit code: 1 if it failed, 2 if the options are wrong. */
    static int run(Callable<Integer> job, String[] args) {
        return new CommandLine(job)
                .setExecutionExceptionHandler(
                        (error, command, parsed) -> {
                            System.err.println("tagzoo: " + error.getMessage());
                            error.printStackTrace();
                            return error instanceof IllegalArgumentException ? 2 : 1;
                        })
                .execute(args);
    }

    /** Returns into how many parts items go, so many a part at most. */
    static int parts(int items, int perPart) {
        return (items + perPart - 1) / perPart;
    }
}
