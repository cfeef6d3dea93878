package org.tagzoo.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** What a command ended with, and what it wrote to standard output and standard error. */
record Result(int exitCode, String out, String err) {

    static Result run(String... arguments) {
        return run(System.getenv(), arguments);
    }

    static Result run(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode =
                TagZoo.execute(environment, new PrintWriter(out), new PrintWriter(err), arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }
}
