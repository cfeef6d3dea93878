package org.tagzoo.app.cli;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tagzoo.app.inference.OpenExport;
import org.tagzoo.app.web.ServerLog;
import org.tagzoo.app.web.ServerOptions;
import org.tagzoo.app.web.WebServer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tagzoo serve}: an export behind a page and an HTTP interface. */
@Command(name = "serve")
final class ServeCommand extends Subcommand {

    @Parameters(paramLabel = "EXPORT")
    private Path export;

    @Mixin private ServerOptions options;

    @Mixin private DeviceOption.Single device;

    @Override
    public Integer call() throws Exception {
        try {
            options.check();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
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

    private void announce(WebServer server) throws Exception {
        say("Serving at %s, Ctrl-C stops it", server.address());
        if (!InetAddress.getByName(options.host()).isLoopbackAddress()) {
            err().println(
                            "tagzoo: whoever reaches this address can use the server: it has no"
                                    + " authentication and no encryption");
            err().flush();
        }
    }
}
