package org.tagzoo.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job's jar under spark-submit, in a process whose class path is Spark's own. */
class SubmitTest {

    @TempDir Path scratch;

    private static final Path JOB = Path.of(System.getProperty("job.jar"));

    @Test
    void theJarHasNoJacksonUnderItsOwnName() throws Exception {
        try (JarFile jar = new JarFile(JOB.toFile())) {
            List<String> names = jar.stream().map(entry -> entry.getName()).toList();
            assertTrue(names.contains("org/tagzoo/shaded/jackson/databind/ObjectMapper.class"));
            assertFalse(
                    names.stream()
                            .anyMatch(
                                    name ->
                                            name.startsWith("com/fasterxml/")
                                                    || name.startsWith("org/apache/commons/")
                                                    || name.startsWith("org/tagzoo/app/")
                                                    || name.startsWith("scala/")));
        }
    }

    /** Spark reads and writes JSON with its Jackson, TagZoo the export's with its own. */
    @Test
    void tagsAFolderAndLeavesWhatIsDone() throws Exception {
        TestImages.write(scratch.resolve("images"), 5);
        Files.writeString(scratch.resolve("images/x,broken.png"), "");
        Path export = SmallExport.write(scratch.resolve("export"));
        List<String> job =
                List.of(
                        "--images",
                        scratch.resolve("images").toString(),
                        "--export",
                        export.toString(),
                        "--out",
                        scratch.resolve("out").toString(),
                        "--format",
                        "csv",
                        "--images-per-file",
                        "3");
        String said = submit(job);
        assertTrue(said.contains("6 images in 2 files"), said);
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(scratch.resolve("out"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".csv")).sorted().toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        String header = "image,score:sky,\"score:a \"\"quoted\"\", label\",tags,error";
        assertEquals(header, lines.get(0));
        assertEquals(header, lines.get(4));
        assertTrue(lines.get(1).matches("file:.*/000.png,0\\.\\d+,0\\.\\d+,sky,"), lines.get(1));
        assertTrue(lines.get(7).matches("\"file:.*/x,broken.png\",,,,.+"), lines.get(7));
        assertEquals(8, lines.size());
    }

    private String submit(List<String> job) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx700m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(System.getProperty("spark.opens").split(" ")));
        command.addAll(
                List.of(
                        "-cp",
                        System.getenv("SPARK_HOME") + "/jars/*",
                        "org.apache.spark.deploy.SparkSubmit",
                        "--master",
                        "local[1]",
                        "--conf",
                        "spark.ui.enabled=false",
                        "--conf",
                        "spark.sql.warehouse.dir=" + scratch.resolve("warehouse"),
                        "--jars",
                        jars(Path.of(System.getProperty("natives"))),
                        "--class",
                        "org.tagzoo.spark.TagJob",
                        JOB.toString()));
        command.addAll(job);
        Path out = scratch.resolve("stdout");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        int code = process.waitFor();
        String said = Files.readString(out);
        assertEquals(0, code, said);
        return said;
    }

    private static String jars(Path folder) throws Exception {
        try (Stream<Path> all = Files.list(folder)) {
            return String.join(",", all.map(Path::toString).sorted().toList());
        }
    }
}
