package org.tagzoo.app.progress;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** How progress is shown. */
public enum ProgressStyle {
    /** One line that is drawn over and over. */
    BAR,
    /** A line now and then, which a file or a log can keep. */
    LINES,
    /** Not at all. */
    NONE;

    /**
     * What suits this process's error output: a bar on a terminal that can draw one, lines
     * elsewhere, and lines under continuous integration, whose logs keep every redraw.
     */
    public static ProgressStyle detect() {
        return of(System.getenv(), isErrorOutputTerminal());
    }

    /**
     * @param environment the variables looked at: {@code CI} (set and not {@code false}) and {@code
     *     TERM=dumb} ask for lines; {@code NO_COLOR} changes nothing, as nothing is coloured
     * @param isTerminal whether a person looks on
     */
    static ProgressStyle of(Map<String, String> environment, boolean isTerminal) {
        String ci = environment.getOrDefault("CI", "");
        boolean isCi = !ci.isEmpty() && !ci.equalsIgnoreCase("false");
        boolean isDumb = "dumb".equals(environment.get("TERM"));
        return isTerminal && !isCi && !isDumb ? BAR : LINES;
    }

    /**
     * On Linux the descriptor's own link tells what error output is. Elsewhere Java only tells
     * whether input and output are both a terminal; error output is then taken for one too.
     */
    private static boolean isErrorOutputTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/")
                    || target.startsWith("/dev/tty")
                    || target.equals("/dev/console");
        } catch (IOException | RuntimeException e) {
            return isConsoleTerminal();
        }
    }

    /** Until Java 21 a console is there only on a terminal; later ones have a method that tells. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isConsoleTerminal() {
        Console console = System.console();
        try {
            return console != null
                    && (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
