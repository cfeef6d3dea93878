package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.app.cli.Result.run;

import java.util.Arrays;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Help has words for everything, and no words for nothing. */
class HelpTest {

    @Test
    void everyCommandOptionAndParameterIsExplained() {
        Set<String> keys = new TreeSet<>();
        all(new CommandLine[] {TagZoo.commands(new TagZoo(Map.of()), "@all")})
                .forEach(HelpTest::check);
        all(new CommandLine[] {TagZoo.commands(new TagZoo(Map.of()), "@all")})
                .forEach(command -> keys.addAll(keys(command)));
        for (String key : ResourceBundle.getBundle("org.tagzoo.app.cli.help").keySet()) {
            assertTrue(keys.contains(key.replaceAll("\\.usage\\..*", "")), key + " is of nothing");
        }
    }

    private static Stream<CommandLine> all(CommandLine[] commands) {
        return Arrays.stream(commands)
                .flatMap(
                        command ->
                                Stream.concat(
                                        Stream.of(command),
                                        all(
                                                command.getSubcommands()
                                                        .values()
                                                        .toArray(CommandLine[]::new))));
    }

    private static void check(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        assertTrue(command.getCommandSpec().usageMessage().description().length > 0, name);
        for (ArgSpec arg : command.getCommandSpec().args()) {
            String words = String.join("", arg.description());
            assertTrue(words.length() > 5 && words.endsWith("."), name + ": " + arg + words);
        }
    }

    /** A key is of a command, or of an option or parameter of it or of several commands. */
    private static Set<String> keys(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName(".");
        Set<String> keys = new TreeSet<>(Set.of(name));
        for (ArgSpec arg : command.getCommandSpec().args()) {
            String own =
                    arg instanceof OptionSpec option
                            ? option.names()[0].replaceFirst("--", "")
                            : arg.paramLabel() + "[" + ((PositionalParamSpec) arg).index() + "]";
            keys.addAll(Set.of(own, name + "." + own));
        }
        return keys;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compare --resize squash | --resize must be stretch, crop or pad, but is squash",
                "compare --decoding x | --decoding must be whole or reduced, but is x",
                "compare --task boxes | --task must be tags, classes or class-and-box, but is boxes",
                "compare --precision float16 | --precision must be auto, float32, bfloat16 or int8, but is float16",
                "bench --precision float32,x | --precision must be float32, bfloat16, float16 or int8, but is x",
                "bench --memory-format x | --memory-format must be contiguous or channels_last, but is x",
                "compare --budget x | --budget must be a time such as 90s, 30m or 2h, but is x",
                "compare --epochs x | --epochs must be a number of 1 or more, or a share such as 12.5%, but is x",
                "export RUN --thresholds x | --thresholds: thresholds must be shared, per-label, shrunk, f1, f2, f0.5, cost:RATIO, recall:SHARE or precision:SHARE, but is x",
                "compare --thresholds recall:2 | --thresholds: the least recall must be above 0 and below 1, but is 2",
                "weights | A command is missing"
            })
    void optionsSayWhatTheyTake(String line, String message) {
        Result result = run(line.split(" "));
        assertEquals(2, result.exitCode());
        assertEquals("tagzoo: " + message, result.err().lines().findFirst().orElse(""));
    }
}
