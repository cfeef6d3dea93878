package org.tagzoo.app.web;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands each request to its endpoint and writes the answer, or says why there is none. */
final class Front extends Handler.Abstract {

    private final Guard guard;
    private final Routes routes;
    private final ServerMetrics metrics;
    private final ServerLog log;

    Front(Guard guard, Routes routes, ServerMetrics metrics, ServerLog log) {
        this.guard = guard;
        this.routes = routes;
        this.metrics = metrics;
        this.log = log;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ask(request)
                .exceptionally(this::refusal)
                .thenAcceptAsync(
                        answer -> {
                            count(request, answer.status());
                            AnswerWriter.write(request, response, answer, callback);
                        },
                        request.getComponents().getExecutor())
                .exceptionally(
                        error -> {
                            callback.failed(error);
                            return null;
                        });
        return true;
    }

    private CompletableFuture<Answer> ask(Request request) {
        try {
            guard.check(request);
            return routes.find(request).answer(request);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Answer refusal(Throwable error) {
        Throwable cause = error;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof RequestException refused) {
            metrics.error(refused.trouble());
            return Answer.error(refused);
        }
        if (cause instanceof java.io.IOException || cause instanceof CancellationException) {
            // The client has gone, or sent what is no HTTP; what is written now reaches nobody.
            metrics.error(Trouble.MALFORMED);
            return Answer.error(400, "The request ended before its time");
        }
        metrics.error(Trouble.INTERNAL);
        log.failure(cause);
        return Answer.error(500, "The server failed; its log says more");
    }

    private void count(Request request, int status) {
        double elapsed = (System.nanoTime() - request.getBeginNanoTime()) / 1e9;
        metrics.request(routes.name(request), status, elapsed);
    }
}
