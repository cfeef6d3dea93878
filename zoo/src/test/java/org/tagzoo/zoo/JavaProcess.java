package org.tagzoo.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A main class of the tests in a Java process of its own; errors are among its output. */
public final class JavaProcess {

    private JavaProcess() {}

    public static Process start(List<String> options, Class<?> main, Object... arguments)
            throws IOException {
        return builder(options, main, arguments).start();
    }

    /**
     * Starts one whose Java heap has one size from the start and is touched whole: what its
     * resident memory gains is native memory.
     */
    public static Process startSteady(int heapMebibytes, Class<?> main, Object... arguments)
            throws IOException {
        List<String> options =
                List.of(
                        "-Xms%dm".formatted(heapMebibytes),
                        "-Xmx%dm".formatted(heapMebibytes),
                        "-XX:+AlwaysPreTouch");
        ProcessBuilder builder = builder(options, main, arguments);
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.start();
    }

    private static ProcessBuilder builder(
            List<String> options, Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-XX:+UseSerialGC");
        // The optimising compiler takes longer than it saves, and native memory of its own.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Dai.djl.pytorch.graph_optimizer=false");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(String.valueOf(argument));
        }
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** Waits for the end, which must be one without an error, and returns what was printed. */
    public static List<String> lines(Process process) throws IOException, InterruptedException {
        byte[] bytes = process.getInputStream().readAllBytes();
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        assertEquals(0, process.waitFor(), lines::toString);
        return lines;
    }

    /** Returns the number that is the third word of the line that starts so. */
    public static double thirdWord(List<String> lines, String start) {
        String line =
                lines.stream()
                        .filter(each -> each.startsWith(start))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(start + " is not in " + lines));
        return Double.parseDouble(line.split(" ")[2]);
    }
}
