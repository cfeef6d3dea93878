package org.tagzoo.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What a command line says of a server; where it says nothing, what a program gets too. */
class ServerOptionsTest {

    @Test
    void whatIsNotSaidIsAsTheFieldsSay() {
        ServerOptions expected = new ServerOptions();
        ServerOptions options = parsed();
        assertEquals(expected.host, options.host);
        assertEquals(expected.port, options.port);
        assertEquals(expected.batchSize, options.batchSize);
        assertEquals(expected.queue, options.queue);
        assertEquals(expected.maxBytes, options.maxBytes);
        assertEquals(expected.maxPixels, options.maxPixels);
        assertEquals(expected.timeout, options.timeout);
        assertEquals(expected.allowedHosts, options.allowedHosts);
        assertEquals(expected.allowedOrigins, options.allowedOrigins);
    }

    @Test
    void namesAreTakenOneByOne() {
        String[] line = "--allow-host a --allow-host b --timeout 0.5 --port 0".split(" ");
        ServerOptions options = parsed(line);
        assertEquals(Set.of("a", "b"), options.allowedHosts);
        assertEquals(Duration.ofMillis(500), options.timeout);
        assertEquals(0, options.port);
    }

    private static ServerOptions parsed(String... line) {
        ServerOptions options = new ServerOptions();
        new CommandLine(options).parseArgs(line);
        return options.check();
    }
}
