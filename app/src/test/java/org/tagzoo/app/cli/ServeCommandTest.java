package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.web.TinyExport;

class ServeCommandTest {

    @TempDir Path scratch;

    private static String run(int code, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertEquals(
                code,
                TagZoo.execute(new PrintWriter(out, true), new PrintWriter(err, true), args),
                err::toString);
        return err.toString();
    }

    @Test
    void saysWhatIsWrongInOneLine() throws Exception {
        assertEquals(
                "tagzoo: --port must be 0 to 65535, but is 70000\n",
                run(2, "serve", "nowhere", "--port", "70000"));
        assertEquals(
                "tagzoo: --batch-size must be 1 to 1024, but is 0\n",
                run(2, "serve", "nowhere", "--batch-size", "0"));
        assertEquals(
                "tagzoo: --timeout must be 0.01 to 3600 seconds, but is 4000\n",
                run(2, "serve", "nowhere", "--timeout", "4000"));
        assertEquals(
                "tagzoo: A device is cpu or cuda:<number>, such as cuda:0, not tpu\n",
                run(2, "serve", "nowhere", "--device", "tpu"));
        String none = run(2, "serve", scratch.resolve("nowhere").toString());
        assertTrue(none.startsWith("tagzoo: There is no export at "), none);
        Path export = TinyExport.write(scratch.resolve("export"));
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            assertEquals(
                    "tagzoo: Can't listen at 0.0.0.0, port %s: another program uses it, or it is not this machine's; choose another with --port\n"
                            .formatted(port),
                    run(1, "serve", export.toString(), "--host", "0.0.0.0", "--port", port));
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
    void servesUntilItIsTerminated() throws Exception {
        Path export = TinyExport.write(scratch.resolve("export"));
        Path errors = scratch.resolve("errors.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                TagZoo.class.getName(),
                                "serve",
                                export.toString(),
                                "--port",
                                "0")
                        .redirectError(errors.toFile())
                        .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            assertTrue(
                    line != null && line.matches("Serving at http://127.0.0.1:\\d+/, .*"),
                    () -> line + errors(errors));
            URI address = URI.create(line.split("[ ,]")[2]);
            byte[] image = TinyExport.image();
            HttpRequest request =
                    HttpRequest.newBuilder(address.resolve("predict"))
                            .header("Content-Type", "image/png")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(image))
                            .build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("\"label\":\"sea\""), answer.body());
            process.destroy();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "still running");
            assertEquals(128 + 15, process.exitValue());
            assertEquals("", errors(errors));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String errors(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
