package org.tagzoo.app.progress;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where this process's output goes. On Linux the descriptor's own link tells. Elsewhere Java only
 * tells whether input and output are both a terminal; either output is then taken for one too.
 */
public enum StandardStream {
    OUTPUT(1),
    ERROR(2);

    private final int descriptor;

    StandardStream(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Returns whether a person looks on. */
    public boolean isTerminal() {
        return target().matches("/dev/pts/.*|/dev/tty.*|/dev/console");
    }

    /**
     * Returns whether another program reads, which may stop before the end; where that is not
     * known, that what is no terminal is a pipe.
     */
    public boolean isPipe() {
        return target().matches("(pipe|socket):.*");
    }

    /** Until Java 21 a console is there only on a terminal; later ones have a method that tells. */
    @SuppressWarnings("SystemConsoleNull")
    private String target() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
        } catch (IOException | RuntimeException e) {
            Console console = System.console();
            try {
                boolean terminal =
                        console != null
                                && (Boolean) Console.class.getMethod("isTerminal").invoke(console);
                return terminal ? "/dev/tty" : "pipe:";
            } catch (ReflectiveOperationException old) {
                return "/dev/tty";
            }
        }
    }
}
