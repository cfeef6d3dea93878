package org.tagzoo.app.bench;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where something was measured.
 *
 * @param processor its maker's name, or its architecture where the system doesn't say
 * @param processors as many as Java may use, counting each hyper-thread
 * @param threads that the engine computes with
 * @param system operating system and architecture
 * @param java version
 * @param pytorch version
 * @param tagzoo version
 */
public record Machine(
        String processor,
        int processors,
        int threads,
        String system,
        String java,
        String pytorch,
        String tagzoo) {

    /**
     * Returns this one; loads the engine.
     *
     * @param tagzoo the program's version
     */
    static Machine here(String tagzoo) {
        String pytorch = Engine.getEngine("PyTorch").getVersion();
        String architecture = System.getProperty("os.arch");
        return new Machine(
                processorName().orElse(architecture),
                Runtime.getRuntime().availableProcessors(),
                JniUtils.getNumThreads(),
                System.getProperty("os.name") + " " + architecture,
                Runtime.version().toString(),
                pytorch,
                tagzoo);
    }

    private static Optional<String> processorName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
