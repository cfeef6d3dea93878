package org.tagzoo.app.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tagzoo.app.report.OneLine;
import org.tagzoo.app.report.TextWidth;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.export.Tag;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.task.Tasks;

class TableResultsTest {

    private static final String LETTERS = "ab ,;\"'海空カ한é\u0301😀\n\t\u001b\u202e";

    private static final TagSelection SHOWN = new TagSelection(0, false, OptionalDouble.empty());

    @Test
    void looksLikeThis() throws IOException {
        LabelSet labels = new LabelSet(List.of("sky", "海と空"));
        StringWriter out = new StringWriter();
        TableResults table =
                new TableResults(
                        out, List.of("im1.jpg", "im20.jpg"), Tasks.usual(), labels, SHOWN, false);
        table.failed("im3.jpg", "the file is empty");
        assertEquals("", out.toString(), "a heading over nothing");
        table.tagged(
                "im1.jpg",
                new Tags(List.of(new Tag("sky", 0.5, 0.5, true), new Tag("海と空", 0.91, 0.4, true))));
        table.tagged(
                "im20.jpg",
                new Tags(
                        List.of(new Tag("sky", 0.1, 0.5, false), new Tag("海と空", 0.9, 2.0, false))));
        table.tagged("a-much-longer-name.jpg", new Tags(List.of(new Tag("sky", 1, 0.5, true))));
        assertEquals(
                """
                image     tag     score  threshold
                ----------------------------------
                im1.jpg   海と空  0.910      0.400
                          sky     0.500      0.500
                im20.jpg  (none)
                a-much-longer-name.jpg
                          sky     1.000      0.500
                """,
                out.toString());
    }

    @Test
    void allShowsWhatIsNotPredictedAndWhatNeverIs() throws IOException {
        StringWriter out = new StringWriter();
        TagSelection all = new TagSelection(0, true, OptionalDouble.empty());
        LabelSet labels = new LabelSet(List.of("sky", "dog"));
        TableResults table = new TableResults(out, List.of(), Tasks.usual(), labels, all, false);
        table.tagged(
                "im1.jpg",
                new Tags(List.of(new Tag("sky", 0.7, 2.0, false), new Tag("dog", 0.6, 0.5, true))));
        List<String> lines = out.toString().lines().toList();
        assertEquals("image tag score threshold predicted", words(lines.get(0)));
        assertEquals("im1.jpg sky 0.700 never no", words(lines.get(2)));
        assertEquals("dog 0.600 0.500 yes", words(lines.get(3)));
    }

    @Test
    void notSureIsShownAsAnAnswer() throws IOException {
        LabelSet labels = new LabelSet(List.of("sky", "dog", "sea"));
        Tags tags =
                new Tags(
                        List.of(
                                new Tag("sky", 0.7, 0.5, true),
                                new Tag("dog", 0.6, 0.5, false, true),
                                new Tag("sea", 0.1, 0.5, false)));
        StringWriter out = new StringWriter();
        new TableResults(out, List.of(), Tasks.usual(), labels, SHOWN, true).tagged("a", tags);
        List<String> lines = out.toString().lines().map(TableResultsTest::words).toList();
        assertEquals(
                List.of("a sky 0.700 0.500 yes", "dog 0.600 0.500 not sure"),
                lines.subList(2, lines.size()));
        StringWriter csv = new StringWriter();
        new CsvResults(csv, Tasks.usual(), labels, SHOWN, true).tagged("a", tags);
        assertEquals(
                """
                image,score:sky,score:dog,score:sea,tags,unsure
                a,0.7,0.6,0.1,sky,dog
                """,
                csv.toString());
    }

    private static String words(String line) {
        return line.strip().replaceAll(" +", " ");
    }

    /**
     * Whatever files and labels are called: figures end in their columns, every line is one line,
     * nothing steers the terminal, and each tag that is predicted is there once.
     */
    @Test
    void columnsStayInPlaceWhateverTheNames() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            String story = "seed " + seed + ", round " + round;
            LabelSet labels = labels(random);
            List<String> names = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                names.add(text(random, 1, 60));
            }
            boolean areNamesKnown = random.nextBoolean();
            StringWriter out = new StringWriter();
            TableResults table =
                    new TableResults(
                            out,
                            areNamesKnown ? names : List.of(),
                            Tasks.usual(),
                            labels,
                            SHOWN,
                            false);
            List<String> scores = new ArrayList<>();
            int untagged = 0;
            for (String name : names) {
                Tags tags = tags(labels, random);
                table.tagged(name, tags);
                tags.predicted().forEach(tag -> scores.add(figure(tag.score())));
                untagged += tags.predicted().isEmpty() ? 1 : 0;
            }
            String text = out.toString();
            assertTrue(text.codePoints().allMatch(c -> c == '\n' || isPlain(c)), story);
            List<String> lines = text.lines().toList();
            int width = lines.get(1).length();
            List<String> shown = new ArrayList<>();
            int without = 0;
            for (String line : lines.subList(2, lines.size())) {
                if (line.matches(".* [01]\\.\\d{3} {6}[01]\\.\\d{3}")) {
                    assertEquals(width, TextWidth.of(line), () -> story + ":\n" + text);
                    shown.add(line.substring(line.length() - 16, line.length() - 11));
                } else if (line.endsWith("(none)")) {
                    without++;
                }
            }
            assertEquals(scores, shown, () -> story + ":\n" + text);
            assertEquals(untagged, without, () -> story + ":\n" + text);
        }
    }

    private static boolean isPlain(int codePoint) {
        return OneLine.of(Character.toString(codePoint)).equals(Character.toString(codePoint));
    }

    private static String figure(double score) {
        return String.format(Locale.ROOT, "%.3f", score);
    }

    /** Of at most 20 letters, no wider than a table gives room to. */
    private static LabelSet labels(SplittableRandom random) {
        TreeSet<String> names = new TreeSet<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            names.add("l" + text(random, 0, 19));
        }
        return new LabelSet(List.copyOf(names));
    }

    private static Tags tags(LabelSet labels, SplittableRandom random) {
        List<Tag> tags = new ArrayList<>();
        for (String label : labels.names()) {
            double score = (float) random.nextDouble();
            double threshold = random.nextInt(4) == 0 ? 2 : random.nextDouble();
            tags.add(new Tag(label, score, threshold, score >= threshold));
        }
        Tags all = new Tags(tags);
        assertFalse(all.all().isEmpty());
        return all;
    }

    private static String text(SplittableRandom random, int least, int most) {
        int[] letters = LETTERS.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }
}
