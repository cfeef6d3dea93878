package org.tagzoo.app.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.app.recipe.RecipeReader;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.zoo.export.ExportWriter;

/** Links lead somewhere; figures and samples are those of the program. */
class PagesTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.*)$");

    @TempDir Path folder;

    static List<Path> pages() throws IOException {
        return Pages.all();
    }

    /** Returns the links of a page that lead to no file, or to no heading in it. */
    private static List<String> broken(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        for (MatchResult link : all(LINK, Files.readString(page))) {
            String[] parts = link.group(1).split("#", 2);
            if (parts[0].matches("https?:.*")) {
                continue;
            }
            Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
            if (!Files.exists(target)
                    || (parts.length > 1
                            && !all(HEADING, Files.readString(target)).stream()
                                    .map(heading -> anchor(heading.group(1)))
                                    .toList()
                                    .contains(parts[1]))) {
                broken.add(link.group(1));
            }
        }
        return broken;
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    /** Returns what GitHub makes of a heading in a link. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadToFilesAndHeadings(Path page) throws IOException {
        assertEquals(List.of(), broken(page));
    }

    @Test
    void brokenLinksAreFound() throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "# A `b`, c?\n[1](#a-b-c) [2](page.md#a-b-d) [3](no.md) [4](#b)");
        assertEquals(List.of("page.md#a-b-d", "no.md", "#b"), broken(page));
    }

    @Test
    void theReadmeIsShortAndLeadsToEveryPage() throws IOException {
        String readme = Files.readString(Pages.ROOT.resolve("README.md"));
        assertTrue(readme.lines().count() < 200);
        for (Path page : Pages.all()) {
            String link = Pages.ROOT.relativize(page).toString();
            assertTrue(link.equals("README.md") || readme.contains("](" + link + ")"), link);
        }
    }

    @Test
    void theReadmesTableIsThatOfTheResults() throws IOException {
        String readme = Files.readString(Pages.ROOT.resolve("README.md"));
        Matcher table =
                Pattern.compile(
                                "(?m)^ {4}\\./tagzoo compare.*--recipe plain --near-duplicates anywhere\n(( {4}.*)?\n)+")
                        .matcher(readme);
        assertTrue(table.find());
        assertTrue(table.group().lines().count() > 10);
        assertTrue(Files.readString(Pages.ROOT.resolve("docs/results.md")).contains(table.group()));
    }

    @Test
    void theSampleRecipeIsOne() throws IOException {
        Matcher sample =
                Pattern.compile("(?m)^ {4}name: mine\n(( {4}.*)?\n)+")
                        .matcher(Files.readString(Pages.ROOT.resolve("docs/recipes.md")));
        assertTrue(sample.find());
        Path file = Files.writeString(folder.resolve("mine.yaml"), sample.group().stripIndent());
        assertEquals(
                List.of("frozen", "last-stage"),
                RecipeReader.read(file.toString()).rows().stream().map(RowRecipe::name).toList());
        assertFalse(sample.find());
    }

    @Test
    void versionsAreThoseOfTheBuild() throws IOException {
        String dependency = "org.tagzoo:zoo:" + ExportWriter.TAGZOO + "`";
        assertTrue(Files.readString(Pages.ROOT.resolve("README.md")).contains(dependency));
        Matcher newest = HEADING.matcher(Files.readString(Pages.ROOT.resolve("CHANGES.md")));
        assertTrue(newest.find());
        assertTrue(newest.find(), "no heading after the page's own");
        assertEquals(ExportWriter.TAGZOO, newest.group(1));
    }
}
