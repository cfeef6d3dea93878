package org.tagzoo.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.tagzoo.app.comparison.Comparison;
import org.tagzoo.app.comparison.SharedRows;

/**
 * Makes the rows of a shared run in processes of their own, one a device, each of which is this
 * program with {@code resume --worker}. They end when all rows are made, and are ended with this
 * process, however it ends.
 *
 * @param run the run's folder
 * @param devices such as {@code cuda:0}; one may be there several times
 * @param rows names of the run's rows, with which lines about them begin
 * @param log is told what the processes say
 */
record DeviceProcesses(Path run, List<String> devices, List<String> rows, Consumer<String> log)
        implements Comparison.Making {

    private static final long LONGEST_STOP_SECONDS = 20;

    @Override
    public void make(SharedRows unused) throws IOException {
        List<Process> processes = new ArrayList<>();
        List<Thread> readers = new ArrayList<>();
        try {
            for (int i = 0; i < devices.size(); i++) {
                Process process = start(devices.get(i));
                processes.add(process);
                String name = "[%s, process %d] ".formatted(devices.get(i), i + 1);
                Thread reader = new Thread(() -> relay(process, name), "output of " + name);
                reader.setDaemon(true);
                reader.start();
                readers.add(reader);
            }
            for (int i = 0; i < processes.size(); i++) {
                int code = processes.get(i).waitFor();
                readers.get(i).join();
                if (code != 0) {
                    log.accept(
                            "The process on %s ended with exit code %d"
                                    .formatted(devices.get(i), code));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Stopped");
        } finally {
            stop(processes);
        }
        if (processes.stream().noneMatch(process -> process.exitValue() == 0)) {
            throw new IOException(
                    "All processes ended before the rows were made, see above; 'tagzoo resume %s' goes on"
                            .formatted(run));
        }
    }

    private Process start(String device) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        TagZoo.class.getName(),
                        "resume",
                        run.toString(),
                        "--worker",
                        "--device",
                        device));
        // Its input stays open for as long as this process is there.
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private void relay(Process process, String name) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.accept(rows.stream().anyMatch(line::startsWith) ? line : name + line);
            }
        } catch (IOException e) {
            // It was told to stop, which closes what it says.
            return;
        }
    }

    private static void stop(List<Process> processes) {
        processes.forEach(Process::destroy);
        // Whoever is told to stop again while this waits is told too late.
        boolean isInterrupted = Thread.interrupted();
        for (Process process : processes) {
            try {
                if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                isInterrupted = true;
                process.destroyForcibly();
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
