package org.tagzoo.zoo.registry;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** Why an address can't be reached, in a few words; the JDK's exceptions often carry none. */
final class NetworkReason {

    private NetworkReason() {}

    static String of(Throwable error, HttpLimits limits) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException
                    || cause instanceof UnknownHostException) {
                return "its host's name can't be resolved";
            }
        }
        if (error instanceof HttpConnectTimeoutException) {
            return "no connection within " + limits.connect().toSeconds() + " s";
        }
        if (error instanceof HttpTimeoutException) {
            return "no answer within " + limits.answer().toSeconds() + " s";
        }
        String message = error.getMessage();
        String words =
                message == null || message.isBlank() ? error.getClass().getSimpleName() : message;
        if (error instanceof ConnectException) {
            return "no connection" + (message == null ? "" : " (" + words + ")");
        }
        return error instanceof SSLException ? "no secure connection (" + words + ")" : words;
    }
}
