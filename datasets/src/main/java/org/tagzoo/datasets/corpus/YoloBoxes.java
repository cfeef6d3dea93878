package org.tagzoo.datasets.corpus;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A label file of YOLO: one object a line, its class and then at least four finite numbers (centre,
 * width and height of a box, or the corners of an outline), separated by blanks. Empty lines are
 * passed over.
 */
final class YoloBoxes {

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

    private YoloBoxes() {}

    /**
     * Returns the classes with at least one object.
     *
     * @param count the number of classes
     * @throws CorpusException if a line makes no sense, with its number
     */
    static SortedSet<Integer> classes(Path file, int count) {
        SortedSet<Integer> classes = new TreeSet<>();
        List<String> lines = TextFile.lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                classes.add(classOf(file, i + 1, line, count));
            }
        }
        return classes;
    }

    private static int classOf(Path file, int number, String line, int count) {
        String[] fields = BLANKS.split(line);
        if (fields.length < 5) {
            throw new CorpusException(
                    "%s:%d: a class and at least four numbers are needed, not '%s'"
                            .formatted(file, number, Excerpt.of(line)));
        }
        for (int i = 1; i < fields.length; i++) {
            if (!isFinite(fields[i])) {
                throw new CorpusException(
                        "%s:%d: '%s' is not a finite number"
                                .formatted(file, number, Excerpt.of(fields[i])));
            }
        }
        if (!WHOLE.matcher(fields[0]).matches() || Integer.parseInt(fields[0]) >= count) {
            throw new CorpusException(
                    "%s:%d: the class is a whole number from 0 to %d, not '%s'"
                            .formatted(file, number, count - 1, Excerpt.of(fields[0])));
        }
        return Integer.parseInt(fields[0]);
    }

    private static boolean isFinite(String number) {
        try {
            return Double.isFinite(Double.parseDouble(number));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
