package org.tagzoo.app.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Hands each request to what its path stands for and writes the answer, or says why there is none.
 * A path is compared as it was sent: nothing in it is decoded, which Jetty's own mappings do.
 */
final class RequestHandler extends Handler.Abstract {

    /** What metrics call every path that is not the server's. */
    private static final String OTHER = "other";

    private final HostFilter hosts;
    private final ServerMetrics metrics;
    private final ServerLog log;
    private final Map<String, Route> routes = new LinkedHashMap<>();

    /**
     * A path.
     *
     * @param methods that it takes
     * @param endpoint answers without holding up the thread that brings the request; fails with a
     *     {@link RequestException} where that is refused; its answer may be completed by others,
     *     when the time is up or the client has gone
     */
    private record Route(String methods, Function<Request, CompletableFuture<Answer>> endpoint) {

        boolean takes(String method) {
            return (", " + methods + ",").contains(", " + method + ",");
        }
    }

    RequestHandler(HostFilter hosts, ServerMetrics metrics, ServerLog log) {
        this.hosts = hosts;
        this.metrics = metrics;
        this.log = log;
    }

    RequestHandler get(String path, Function<Request, Answer> endpoint) {
        return add(
                "GET, HEAD",
                path,
                request -> CompletableFuture.completedFuture(endpoint.apply(request)));
    }

    RequestHandler post(String path, Function<Request, CompletableFuture<Answer>> endpoint) {
        return add("POST", path, endpoint);
    }

    private RequestHandler add(
            String methods, String path, Function<Request, CompletableFuture<Answer>> endpoint) {
        routes.put(path, new Route(methods, endpoint));
        return this;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        ask(request, path)
                .exceptionally(error -> refusal(error, path))
                .thenAcceptAsync(
                        answer -> {
                            double elapsed = (System.nanoTime() - request.getBeginNanoTime()) / 1e9;
                            String name = routes.containsKey(path) ? path : OTHER;
                            metrics.request(name, answer.status(), elapsed);
                            answer.write(request, response, callback);
                        },
                        request.getComponents().getExecutor())
                .exceptionally(
                        error -> {
                            callback.failed(error);
                            return null;
                        });
        return true;
    }

    private CompletableFuture<Answer> ask(Request request, String path) {
        try {
            hosts.check(request);
            Route route = routes.get(path);
            if (route == null) {
                throw new RequestException(
                        ErrorKind.NOT_FOUND,
                        "There is no such path; there are %s",
                        String.join(", ", routes.keySet()));
            }
            if (!route.takes(request.getMethod())) {
                throw new RequestException(
                        405,
                        ErrorKind.NOT_FOUND,
                        "This path takes " + route.methods.replace(", ", " and "));
            }
            return route.endpoint.apply(request);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Answer refusal(Throwable error, String path) {
        Throwable cause = error;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof RequestException refused) {
            metrics.error(refused.kind());
            Answer answer = Answer.error(refused.status(), refused.getMessage());
            return switch (refused.status()) {
                case 405 -> answer.with("Allow", routes.get(path).methods);
                case 503 -> answer.with("Retry-After", "1");
                default -> answer;
            };
        }
        if (cause instanceof java.io.IOException || cause instanceof CancellationException) {
            // The client has gone, or sent what is no HTTP; what is written now reaches nobody.
            metrics.error(ErrorKind.MALFORMED);
            return Answer.error(400, "The request ended before its time");
        }
        metrics.error(ErrorKind.INTERNAL);
        log.failure(cause);
        return Answer.error(500, "The server failed; its log says more");
    }

    /** Answers what never gets here, in the same form as all others: for Jetty's error handler. */
    boolean error(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        if (request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException reason) {
            status = reason.getCode();
        }
        metrics.error(
                status == 503
                        ? ErrorKind.BUSY
                        : status >= 500 ? ErrorKind.INTERNAL : ErrorKind.MALFORMED);
        metrics.request(OTHER, status, 0);
        Answer.error(status, message(status)).writeError(response, callback);
        return true;
    }

    private static String message(int status) {
        return switch (status) {
            case 408 -> "The request did not come in time";
            case 414 -> "The address is too long";
            case 431 -> "The headers are too long";
            case 503 -> "The server is stopping";
            default ->
                    status < 500
                            ? "This is no HTTP request that is understood"
                            : "The server failed";
        };
    }
}
