package org.tagzoo.app.readme;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Statements of Java in a page of Markdown: an indented block of which some line ends in a
 * semicolon, or a fenced one that says so. Pages leave out imports; a program gets all that an
 * example may use.
 *
 * @param page the page's name
 * @param line where it begins in the page, from 1
 * @param text the statements
 */
record JavaExample(String page, int line, String text) {

    private static final String CLASS = "Example";
    private static final String BEFORE =
            """
            import ai.djl.inference.*;
            import ai.djl.modality.*;
            import ai.djl.modality.cv.*;
            import ai.djl.repository.zoo.*;
            import java.nio.file.*;
            import java.util.*;
            import org.tagzoo.datasets.corpus.*;
            import org.tagzoo.datasets.split.*;
            import org.tagzoo.zoo.export.*;
            import org.tagzoo.zoo.finetune.*;
            import org.tagzoo.zoo.loss.*;
            import org.tagzoo.zoo.network.*;
            import org.tagzoo.zoo.optimizer.Sgd;
            import org.tagzoo.zoo.image.*;
            import org.tagzoo.zoo.schedule.*;

            class Example {
                static final Path photograph = Path.of("photo.jpg");

                public static void main(String[] arguments) throws Exception {
            """;
    private static final String AFTER = "\n}}\n";

    static List<JavaExample> of(String name, List<String> page) {
        List<JavaExample> examples = new ArrayList<>();
        List<String> block = new ArrayList<>();
        boolean fenced = false;
        for (int i = 0; i <= page.size(); i++) {
            String line = i < page.size() ? page.get(i) : "";
            boolean inside = fenced ? !line.startsWith("```") : line.startsWith("    ");
            boolean blankWithin = line.isBlank() && i < page.size() && !block.isEmpty();
            if (inside || blankWithin) {
                block.add(line);
                continue;
            }
            if (fenced || block.stream().anyMatch(each -> each.stripTrailing().endsWith(";"))) {
                String text = String.join("\n", block).stripTrailing().stripIndent();
                examples.add(new JavaExample(name, i - block.size() + 1, text));
            }
            block.clear();
            fenced = !fenced && line.startsWith("```java");
        }
        return examples;
    }

    /** Returns whether it is a whole class, and not statements. */
    boolean isClass() {
        return text.startsWith("public final class ");
    }

    /**
     * Compiles the example as a program into a folder.
     *
     * @return what the compiler complains of, empty if nothing
     */
    String compile(Path folder) throws IOException {
        Path source = folder.resolve(CLASS + ".java");
        Files.writeString(source, BEFORE + text + AFTER);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options = List.of("-proc:none", "-cp", classPath(), "-d", folder.toString());
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    said,
                                    files,
                                    null,
                                    options,
                                    null,
                                    files.getJavaFileObjects(source))
                            .call();
            return compiled ? "" : this + "\n" + said;
        }
    }

    /**
     * Runs the compiled example in a process whose working directory is another folder.
     *
     * @return what it printed on standard output
     * @throws IOException if it ends with another exit code than 0
     */
    String run(Path compiled, Path workingDirectory) throws Exception {
        Path errors = compiled.resolve("errors.txt");
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx1g",
                                "-XX:TieredStopAtLevel=1",
                                "-Dai.djl.offline=true",
                                "-Dai.djl.pytorch.graph_optimizer=false",
                                "-cp",
                                compiled + File.pathSeparator + classPath(),
                                CLASS)
                        .directory(workingDirectory.toFile())
                        .redirectError(errors.toFile());
        if (text.contains("FineTuning")) {
            // What training keeps is no business of this machine's cache.
            builder.environment().put("TAGZOO_CACHE", compiled.resolve("cache").toString());
        }
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(this + "\n" + Files.readString(errors));
        }
        return printed;
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    @Override
    public String toString() {
        return page + ", line " + line;
    }
}
