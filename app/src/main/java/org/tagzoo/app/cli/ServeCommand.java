package org.tagzoo.app.cli;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tagzoo.app.inference.OpenExport;
import org.tagzoo.app.web.ServerLog;
import org.tagzoo.app.web.ServerOptions;
import org.tagzoo.app.web.WebServer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagzoo serve}: an export behind a page and an HTTP interface. */
@Command(name = "serve")
final class ServeCommand extends Subcommand {

    @Parameters(paramLabel = "EXPORT")
    private Path export;

    @Option(names = "--port", paramLabel = "N", defaultValue = "8080")
    private int port;

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1")
    private String host;

    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "4")
    private int batchSize;

    @Option(names = "--queue", paramLabel = "N", defaultValue = "128")
    private int queue;

    @Option(names = "--max-bytes", paramLabel = "N", defaultValue = "33554432")
    private int maxBytes;

    @Option(names = "--max-pixels", paramLabel = "N", defaultValue = "50000000")
    private long maxPixels;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "30")
    private double timeout;

    @Option(names = "--allow-host", paramLabel = "NAME")
    private List<String> allowedHosts = List.of();

    @Option(names = "--allow-origin", paramLabel = "ORIGIN")
    private List<String> allowedOrigins = List.of();

    @Mixin private DeviceOption.Single device;

    @Override
    public Integer call() throws Exception {
        ServerOptions options = options();
        ServerLog log = new ServerLog(err(), program().verbose());
        CountDownLatch ended = new CountDownLatch(1);
        try (OpenExport opened = OpenExport.open(export, device.device())) {
            opened.warmUp();
            WebServer server = WebServer.start(opened, options, log);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, ended)));
            announce(server);
            server.join();
        } finally {
            ended.countDown();
        }
        return CommandLine.ExitCode.OK;
    }

    /** What happens on SIGTERM and SIGINT: the virtual machine ends when this returns. */
    private static void stop(WebServer server, CountDownLatch ended) {
        server.close();
        try {
            ended.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ServerOptions options() {
        try {
            return new ServerOptions()
                    .optHost(host)
                    .optPort(port)
                    .optBatchSize(batchSize)
                    .optQueue(queue)
                    .optMaxBytes(maxBytes)
                    .optMaxPixels(maxPixels)
                    .optTimeout(Duration.ofMillis(Math.round(timeout * 1000)))
                    .optAllowedHosts(allowedHosts)
                    .optAllowedOrigins(allowedOrigins)
                    .check();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private void announce(WebServer server) throws Exception {
        say("Serving at %s, Ctrl-C stops it", server.address());
        if (!InetAddress.getByName(host).isLoopbackAddress()) {
            err().println(
                            "tagzoo: whoever reaches this address can use the server: it has no"
                                    + " authentication and no encryption");
            err().flush();
        }
    }
}
