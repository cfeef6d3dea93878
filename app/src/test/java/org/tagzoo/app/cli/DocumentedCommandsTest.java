package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.app.readme.Pages;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.recipe.RecipeReader;
import org.tagzoo.zoo.network.Backbones;
import picocli.CommandLine;

/** Every command line in README and docs is one: its options, recipes and networks are there. */
class DocumentedCommandsTest {

    /** Up to a pipe, the end of code, or two blanks, behind which it is explained. */
    private static final Pattern COMMAND = Pattern.compile("\\./tagzoo(( (?![ |])[^ \\n`|]+)+)");

    static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        for (Path page : Pages.userGuide()) {
            String text = Files.readString(page).replaceAll("\\\\\\n\\s+", "");
            for (MatchResult command : COMMAND.matcher(text).results().toList()) {
                commands.add(command.group(1).strip());
            }
        }
        return commands;
    }

    private static void parse(String command) {
        // One word names a command in a sentence: what it takes isn't said there.
        String[] args = (command.matches("[a-z]+") ? command + " --help" : command).split(" ", -1);
        CommandLine.ParseResult parsed =
                TagZoo.commands(new TagZoo(Map.of()), args)
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .parseArgs(args);
        if (parsed.hasSubcommand() && args[0].equals("compare")) {
            Object recipe = parsed.subcommand().matchedOptionValue("--recipe", "quick");
            Recipe read = RecipeReader.read(recipe.toString());
            List<String> models = parsed.subcommand().matchedOptionValue("--models", List.of());
            models.forEach(
                    name ->
                            assertTrue(
                                    Backbones.byName(name).isPresent()
                                            || read.row(name).isPresent(),
                                    name));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void canBeFollowed(String command) {
        assertDoesNotThrow(() -> parse(command));
    }

    @Test
    void thereAreMany() throws IOException {
        assertTrue(commands().size() > 40, commands().toString());
        assertTrue(commands().contains("predict export - --json"));
    }

    @Test
    void whatIsNotThereIsFound() {
        assertThrows(CommandLine.ParameterException.class, () -> parse("compare --modles ff1"));
        assertThrows(RuntimeException.class, () -> parse("compare --recipe frontiers"));
        assertThrows(AssertionError.class, () -> parse("compare --models resnet51"));
    }
}
