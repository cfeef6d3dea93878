package org.tagzoo.app.progress;

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
        return of(System.getenv(), StandardStream.ERROR.isTerminal());
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
}
