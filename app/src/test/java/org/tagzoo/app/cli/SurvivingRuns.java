package org.tagzoo.app.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/**
 * Comparisons of a folder that run in processes of their own, so that they can be killed: a small
 * corpus of drawn images, random weights of a MobileNet, and a recipe with all that a checkpoint
 * must hold.
 */
final class SurvivingRuns {

    /** Rates of several stages: their order in memory differs from process to process. */
    private static final String RECIPE =
            """
            name: survive
            description: Two networks.
            settings:
              weights: none
              imageSize: 32
              batchSize: 8
              phases: [{train: all, epochs: 4}]
              head: {hidden: [], dropout: 0.3, standardized: false}
              loss: {kind: binary-cross-entropy, posWeight: true}
              optimizer: {kind: sgd, nesterov: true, weightDecay: 0.001}
              schedule: {kind: one-cycle, maxLr: 0.01, baseMomentum: 0.5, maxMomentum: 0.95}
              trainingThreshold: 0.5
              augmentation: helsinki
              views: 0
            rows:
              - name: tuned
                model: mobilenet_v3_small
                weights: pretrained
                phases:
                  - {train: head, epochs: 2}
                  - {train: features12, epochs: 2, rateFactors: {features12: 0.3, head: 1}}
                earlyStopping: {metric: validation-f1, patience: 2, minimumChange: 0}
              - {name: small, model: cnn, averageDecay: 0.9, clipNorm: 5}
            """;

    /** The files of a run that must not depend on whether it was killed. */
    static final List<String> FILES =
            List.of(
                    "rows/tuned/checkpoint/phase-1.safetensors",
                    "rows/tuned/checkpoint/weights.safetensors",
                    "rows/small/checkpoint/weights.safetensors",
                    "rows/tuned/scores.csv",
                    "rows/small/scores.csv",
                    "split.csv");

    final Path folder;

    SurvivingRuns(Path folder) throws IOException {
        this.folder = folder;
        draw();
        Files.writeString(folder.resolve("recipe.yaml"), RECIPE);
        RandomWeights.write(folder.resolve("weights.safetensors"));
    }

    private void draw() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        for (Color color : List.of(Color.RED, Color.GREEN, Color.BLUE)) {
            Path images =
                    Files.createDirectories(folder.resolve("corpus").resolve("c" + color.getRGB()));
            for (int i = 0; i < 16; i++) {
                BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
                Graphics2D graphics = image.createGraphics();
                graphics.setColor(color);
                graphics.fillRect(0, 0, 32, 32);
                graphics.setColor(new Color(random.nextInt(1 << 24)));
                graphics.fillRect(random.nextInt(15), random.nextInt(10), 16, 16);
                graphics.dispose();
                ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
            }
        }
    }

    /** Returns the arguments of a comparison that writes to a folder beside the corpus. */
    String[] compare(String out) {
        return new String[] {
            "compare",
            "--corpus",
            "folders:" + folder.resolve("corpus"),
            "--recipe",
            folder.resolve("recipe.yaml").toString(),
            "--weights",
            "mobilenet_v3_small=" + folder.resolve("weights.safetensors"),
            "--precision",
            "float32",
            "--offline",
            "--out",
            run(out).toString()
        };
    }

    String[] resume(String out) {
        return new String[] {"resume", run(out).toString()};
    }

    Path run(String out) {
        return folder.resolve(out);
    }

    /** Starts the program; what it says goes to {@code <out>.log}. */
    Process start(String out, String... arguments) throws IOException {
        return start(List.of(), out, arguments);
    }

    /**
     * @param shell what is put before the program's command line
     */
    Process start(List<String> shell, String out, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(shell);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        // A killed process leaves its native libraries behind.
                        "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("temporary")),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TagZoo.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TAGZOO_CACHE", folder.resolve("cache").toString());
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log(out).toFile())).start();
    }

    private Path log(String out) {
        return folder.resolve(out + ".log");
    }

    /** Returns what the program has said in all processes of a run. */
    String said(String out) throws IOException {
        return Files.readString(log(out), StandardCharsets.UTF_8);
    }

    /** Waits for the end, three minutes at most. */
    static int exitCode(Process process) throws InterruptedException {
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still at work after three minutes");
        }
        return process.exitValue();
    }

    /** Returns the file of a row's epochs without the column of times. */
    String history(String out, String row) throws IOException {
        List<String> lines = Files.readAllLines(run(out).resolve("rows/" + row + "/history.csv"));
        int times = List.of(lines.get(0).split(",")).indexOf("seconds");
        if (times < 0) {
            throw new AssertionError("no column of seconds in " + lines.get(0));
        }
        StringBuilder rest = new StringBuilder();
        for (String line : lines) {
            List<String> cells = new ArrayList<>(List.of(line.split(",")));
            cells.remove(times);
            rest.append(cells).append('\n');
        }
        return rest.toString();
    }

    /** Returns the table without times. */
    String table(String out) throws IOException {
        return Files.readString(run(out).resolve("table.json"))
                .replaceAll("\"(training|embedding)Seconds\" ?: ?[0-9.Ee-]+", "");
    }
}
