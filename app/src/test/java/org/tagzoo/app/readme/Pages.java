package org.tagzoo.app.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pages of Markdown that people read. */
public final class Pages {

    /** Tests run in the folder of their module. */
    static final Path ROOT = Path.of("..");

    private Pages() {}

    /** Returns the README and what is in {@code docs}, by name. */
    public static List<Path> userGuide() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    /** Returns these and the pages that they lead to. */
    static List<Path> all() throws IOException {
        List<Path> pages = new ArrayList<>(userGuide());
        for (String page :
                List.of(
                        "CHANGES.md",
                        "CONTRIBUTING.md",
                        "app/spark/README.md",
                        "benchmarks/README.md")) {
            pages.add(ROOT.resolve(page));
        }
        return pages;
    }
}
