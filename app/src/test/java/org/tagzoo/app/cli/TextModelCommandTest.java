package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.app.cli.Result.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text that is at hand, the licence, is learned; and what can't be learned from is refused. */
class TextModelCommandTest {

    private static final Path LICENSE = Path.of("..", "LICENSE");
    private static final Pattern BITS =
            Pattern.compile("Held-out text: ([0-9.]+) bits .* entropy is ([0-9.]+)\\.");

    @TempDir private Path folder;

    private static double[] bits(String out) {
        MatchResult found = BITS.matcher(out).results().findFirst().orElseThrow();
        return new double[] {
            Double.parseDouble(found.group(1)), Double.parseDouble(found.group(2))
        };
    }

    /** By how often each character comes in the last tenth, counted here once more. */
    private static double entropy(String text) {
        String end = text.substring((int) (text.length() * 0.9));
        long[] counts = new long[128];
        end.chars().forEach(c -> counts[c]++);
        return Arrays.stream(counts)
                        .filter(n -> n > 0)
                        .mapToDouble(
                                n ->
                                        -n
                                                / (double) end.length()
                                                * Math.log(n / (double) end.length()))
                        .sum()
                / Math.log(2);
    }

    @Test
    void aTextIsLearned() throws IOException {
        String[] line = {
            "text-model",
            LICENSE.toString(),
            "--updates",
            "1500",
            "--hidden",
            "48",
            "--length",
            "90"
        };
        Result result = run(line);
        double[] bits = bits(result.out());
        // Characters that come in the last tenth alone count as one.
        assertEquals(entropy(Files.readString(LICENSE)), bits[1], 0.02);
        assertTrue(bits[0] < bits[1] - 0.5, result.out());
        String written = result.out().substring(result.out().indexOf("\n\n") + 2);
        assertEquals(90, written.length() - 1);
        assertTrue(written.chars().filter(c -> c == ' ').count() > 5, written);
        assertEquals(result, run(line));
    }

    @Test
    void aShortTextAndOneThatIsNoTextAreRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("a.txt"), "Too short.");
        Result result = run("text-model", text.toString());
        assertEquals(2, result.exitCode());
        assertEquals(
                "tagzoo: %s: text must be of 1000 characters or more, but is 10 characters long%n"
                        .formatted(text),
                result.err());
        Path bytes = Files.write(folder.resolve("b.txt"), new byte[] {'a', (byte) 0xff});
        assertEquals(
                "tagzoo: %s is not UTF-8 text; save it as UTF-8%n".formatted(bytes),
                run("text-model", bytes.toString()).err());
    }
}
