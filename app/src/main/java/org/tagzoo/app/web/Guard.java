package org.tagzoo.app.web;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Keeps other people's web pages from using a server through the browser of whoever looks at them.
 * A page that names this machine by a name of its own (DNS rebinding) is told by the host that it
 * asks for, where the server listens on loopback; a page that posts to another site, by its origin.
 */
final class Guard {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean loopback;
    private final String own;

    Guard(InetAddress address) {
        loopback = address.isLoopbackAddress();
        own = address.getHostAddress();
    }

    /**
     * @throws RequestException if the request must not be answered
     */
    void check(Request request) {
        String authority = request.getHttpURI().getAuthority();
        String host = request.getHttpURI().getHost();
        if (loopback && (host == null || !isLoopback(host.toLowerCase(Locale.ROOT)))) {
            throw new RequestException(
                    421,
                    Trouble.FORBIDDEN,
                    "This server answers to localhost only, not to another name");
        }
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null && !isSame(origin, authority)) {
            throw new RequestException(
                    403, Trouble.FORBIDDEN, "This server does not answer pages of other sites");
        }
    }

    private boolean isLoopback(String host) {
        return LOOPBACK.contains(host) || host.equals(own);
    }

    /** Compares without the scheme, which differs behind a proxy that speaks TLS. */
    private static boolean isSame(String origin, String authority) {
        int end = origin.indexOf("://");
        return end > 0
                && authority != null
                && origin.substring(end + 3).equalsIgnoreCase(authority);
    }
}
