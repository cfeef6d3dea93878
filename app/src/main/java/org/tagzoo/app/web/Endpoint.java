package org.tagzoo.app.web;

import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Request;

/** One path and method of the server. */
interface Endpoint {

    /**
     * Answers a request without holding up the thread that brings it.
     *
     * @return fails with a {@link RequestException} where the request is refused; it may be
     *     completed by others, when the time is up or the client has gone
     */
    CompletableFuture<Answer> answer(Request request);
}
