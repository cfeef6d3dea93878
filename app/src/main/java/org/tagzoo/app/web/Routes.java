package org.tagzoo.app.web;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.jetty.server.Request;

/** The paths of the server. A path is compared as it was sent: nothing in it is decoded. */
final class Routes {

    /** What metrics call every path that is not the server's. */
    static final String OTHER = "other";

    private final Map<String, Map<String, Endpoint>> paths = new LinkedHashMap<>();

    Routes get(String path, Endpoint endpoint) {
        add("HEAD", path, endpoint);
        return add("GET", path, endpoint);
    }

    Routes post(String path, Endpoint endpoint) {
        return add("POST", path, endpoint);
    }

    private Routes add(String method, String path, Endpoint endpoint) {
        paths.computeIfAbsent(path, key -> new LinkedHashMap<>()).put(method, endpoint);
        return this;
    }

    /**
     * @throws MethodException if the path takes other methods
     * @throws RequestException if there is no such path
     */
    Endpoint find(Request request) {
        Map<String, Endpoint> methods = paths.get(request.getHttpURI().getPath());
        if (methods == null) {
            throw new RequestException(
                    404,
                    Trouble.NOT_FOUND,
                    "There is no such path; there are " + String.join(", ", paths.keySet()));
        }
        Endpoint endpoint = methods.get(request.getMethod());
        if (endpoint == null) {
            throw new MethodException(methods.keySet());
        }
        return endpoint;
    }

    /** Returns the path of a request if it is the server's, and {@link #OTHER} if not. */
    String name(Request request) {
        String path = request.getHttpURI().getPath();
        return paths.containsKey(path) ? path : OTHER;
    }

    /** A method that a path does not take. */
    static final class MethodException extends RequestException {

        private static final long serialVersionUID = 1L;

        private final transient List<String> allowed;

        MethodException(Collection<String> allowed) {
            super(
                    405,
                    Trouble.NOT_FOUND,
                    "This path takes " + String.join(" and ", new TreeSet<>(allowed)));
            this.allowed = List.copyOf(new TreeSet<>(allowed));
        }

        String allowed() {
            return String.join(", ", allowed);
        }
    }
}
