package org.tagzoo.app.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.tagzoo.app.inference.Tagger;

/** A server at a free port, and the ways in which tests speak to it. */
final class RunningServer implements AutoCloseable {

    static final String BOUNDARY = "b0undary";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final StringWriter log = new StringWriter();
    private final WebServer server;
    private final URI address;

    RunningServer(Tagger tagger, ServerOptions options) throws IOException {
        server =
                WebServer.start(
                        tagger,
                        options.optPort(0),
                        new ServerLog(new PrintWriter(log, true), true));
        address = server.address();
    }

    URI address() {
        return address;
    }

    String log() {
        return log.toString();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address().resolve(path)).GET());
    }

    HttpResponse<String> post(String path, String type, byte[] body)
            throws IOException, InterruptedException {
        return send(postRequest(path, type, body));
    }

    HttpRequest.Builder postRequest(String path, String type, byte[] body) {
        return HttpRequest.newBuilder(address().resolve(path))
                .header("Content-Type", type)
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofByteArray(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpClient client() {
        return client;
    }

    HttpResponse<String> postForm(String path, List<Map.Entry<String, byte[]>> files)
            throws IOException, InterruptedException {
        return post(path, "multipart/form-data; boundary=" + BOUNDARY, form(files));
    }

    static byte[] form(List<Map.Entry<String, byte[]>> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> file : files) {
            String head =
                    String.join(
                            "\r\n",
                            "--%s",
                            "Content-Disposition: form-data; name=\"file\"; filename=\"%s\"",
                            "Content-Type: image/jpeg",
                            "",
                            "");
            out.write(head.formatted(BOUNDARY, file.getKey()).getBytes(StandardCharsets.UTF_8));
            out.write(file.getValue());
            out.write("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        out.write(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return MAPPER.readTree(response.body());
    }

    /** Opens a connection for what no HTTP library would send. */
    Socket connect() throws IOException {
        Socket socket = new Socket(address().getHost(), address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Sends text as it is and returns all that comes back until the server closes. */
    String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
