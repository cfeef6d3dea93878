package org.tagzoo.app.web;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The answers to what never reaches an endpoint, in the same form as all others. */
final class JsonErrors implements Request.Handler {

    private final ServerMetrics metrics;

    JsonErrors(ServerMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        if (request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException reason) {
            status = reason.getCode();
        }
        Trouble trouble =
                status == 503 ? Trouble.BUSY : status >= 500 ? Trouble.INTERNAL : Trouble.MALFORMED;
        metrics.error(trouble);
        metrics.request(Routes.OTHER, status, 0);
        Answer answer = Answer.error(status, message(status));
        response.setStatus(status);
        AnswerWriter.protect(response.getHeaders());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.content().length);
        response.write(true, ByteBuffer.wrap(answer.content()), callback);
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
