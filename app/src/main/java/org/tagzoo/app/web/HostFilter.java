package org.tagzoo.app.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Keeps other people's web pages from using a server through the browser of whoever looks at them.
 * A page whose own name is made to mean this machine (DNS rebinding) is told by the host that it
 * asks for: on loopback that must be a name of loopback; elsewhere an address, which no such page
 * can have, or a name that the machine goes by or the user allowed. A page that posts to another
 * site is told by its origin.
 */
final class HostFilter {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[.*]");

    private final boolean loopback;
    private final Set<String> names;
    private final Set<String> origins;

    /**
     * @param address that the server listens at
     */
    HostFilter(InetAddress address, ServerOptions options) {
        loopback = address.isLoopbackAddress();
        origins = options.allowedOrigins;
        names = new HashSet<>(LOOPBACK);
        names.add(address.getHostAddress());
        options.allowedHosts.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        if (!loopback) {
            names.add(options.host.toLowerCase(Locale.ROOT));
            try {
                names.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
            } catch (UnknownHostException e) {
                // A machine without a name is asked for by its address.
            }
        }
    }

    /**
     * @throws RequestException if the request must not be answered
     */
    void check(Request request) {
        String authority = request.getHttpURI().getAuthority();
        String host = request.getHttpURI().getHost();
        if (host == null || !isOwn(host.toLowerCase(Locale.ROOT))) {
            String own = loopback ? "localhost only" : "its addresses and its machine's name";
            throw new RequestException(
                    421,
                    ErrorKind.FORBIDDEN,
                    "This server answers to " + own + ", not to another name (--allow-host)");
        }
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null
                && !isSame(origin, authority)
                && !origins.contains("*")
                && origins.stream().noneMatch(origin::equalsIgnoreCase)) {
            throw new RequestException(
                    ErrorKind.FORBIDDEN,
                    "This server does not answer pages of other sites (--allow-origin)");
        }
    }

    private boolean isOwn(String host) {
        return names.contains(host) || (!loopback && ADDRESS.matcher(host).matches());
    }

    /** Compares without the scheme, which differs behind a proxy that speaks TLS. */
    private static boolean isSame(String origin, String authority) {
        int end = origin.indexOf("://");
        return end > 0
                && authority != null
                && origin.substring(end + 3).equalsIgnoreCase(authority);
    }
}
