package org.tagzoo.app.web;

import java.io.PrintWriter;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * What a server says of itself, on standard error.
 *
 * @param out where it is written
 * @param verbose whether requests are named too, and failures have their stack traces
 */
public record ServerLog(PrintWriter out, boolean verbose) {

    /** One answered request; the path comes from a client, but holds no control characters. */
    void request(Request request, Response response) {
        if (verbose) {
            out.printf(
                    "%s %s %s %d %d bytes %.1f ms%n",
                    Request.getRemoteAddr(request),
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    response.getStatus(),
                    Response.getContentBytesWritten(response),
                    (System.nanoTime() - request.getBeginNanoTime()) / 1e6);
            out.flush();
        }
    }

    /** A fault of the server's own. */
    synchronized void failure(Throwable error) {
        out.println("tagzoo: a request failed: " + error);
        if (verbose) {
            error.printStackTrace(out);
        }
        out.flush();
    }
}
