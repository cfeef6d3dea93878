package org.tagzoo.app.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A headless Chromium, spoken to by its remote debugging protocol. */
final class Browser implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** Returns where Chromium is, if it is. */
    static Optional<Path> executable() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .flatMap(
                        folder ->
                                Stream.of("chromium", "chromium-browser", "google-chrome")
                                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Browser(Path executable, Path profile) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                                executable.toString(),
                                "--headless=new",
                                // Chromium's own sandbox needs what containers don't give.
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking",
                                "--no-first-run",
                                "--force-device-scale-factor=1",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile,
                                "about:blank")
                        .redirectErrorStream(true);
        // What it leaves in the temporary folder goes when the caller deletes that.
        builder.environment().put("TMPDIR", profile.getParent().toString());
        process = builder.start();
        HttpClient http = HttpClient.newHttpClient();
        URI page = page(http, debugger());
        socket =
                http.newWebSocketBuilder()
                        .buildAsync(page, new Listener())
                        .get(20, TimeUnit.SECONDS);
        for (String domain : List.of("Page", "Runtime", "Network", "Log", "DOM", "Accessibility")) {
            command(domain + ".enable", Map.of());
        }
    }

    private String debugger() throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("DevTools listening on ")) {
                URI address = URI.create(line.substring("DevTools listening on ".length()));
                Thread rest = new Thread(() -> lines.lines().forEach(ignored -> {}), "chromium");
                rest.setDaemon(true);
                rest.start();
                return address.getAuthority();
            }
        }
        throw new IOException("Chromium ended before it listened");
    }

    private static URI page(HttpClient http, String authority) throws Exception {
        HttpRequest list =
                HttpRequest.newBuilder(URI.create("http://" + authority + "/json/list")).build();
        for (JsonNode target : MAPPER.readTree(http.send(list, BodyHandlers.ofString()).body())) {
            if (target.get("type").textValue().equals("page")) {
                return URI.create(target.get("webSocketDebuggerUrl").textValue());
            }
        }
        throw new IOException("Chromium shows no page");
    }

    /** Gathers messages, which may come in pieces. */
    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                receive(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void receive(String text) {
        try {
            JsonNode message = MAPPER.readTree(text);
            if (message.has("id")) {
                waiting.remove(message.get("id").intValue()).complete(message);
                return;
            }
            JsonNode params = message.path("params");
            switch (message.get("method").textValue()) {
                case "Network.requestWillBeSent" ->
                        requests.add(params.at("/request/url").textValue());
                case "Log.entryAdded" -> {
                    if (params.at("/entry/level").asText().equals("error")) {
                        complaints.add(params.at("/entry/text").textValue());
                    }
                }
                case "Runtime.exceptionThrown" -> complaints.add(params.toString());
                default -> {}
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a command of the protocol and returns its result. */
    JsonNode command(String method, Map<String, ?> params) throws Exception {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        String text =
                MAPPER.writeValueAsString(Map.of("id", id, "method", method, "params", params));
        socket.sendText(text, true).get(20, TimeUnit.SECONDS);
        JsonNode message = answer.get(30, TimeUnit.SECONDS);
        if (message.has("error")) {
            throw new IOException(method + ": " + message.get("error"));
        }
        return message.get("result");
    }

    /** Goes to an address and forgets what was asked for and complained of before. */
    void open(URI address) throws Exception {
        command("Page.navigate", Map.of("url", "about:blank"));
        until("location.href === 'about:blank'");
        requests.clear();
        complaints.clear();
        command("Page.navigate", Map.of("url", address.toString()));
        until("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /** Runs JavaScript, awaits it if it is a promise, and returns its value. */
    JsonNode evaluate(String script) throws Exception {
        JsonNode result =
                command(
                        "Runtime.evaluate",
                        Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(script + ": " + result.get("exceptionDetails"));
        }
        return result.at("/result/value");
    }

    String text(String script) throws Exception {
        return evaluate(script).asText();
    }

    /** Waits until a condition holds. */
    void until(String condition) throws Exception {
        long start = System.nanoTime();
        while (!evaluate(condition).asBoolean()) {
            if (System.nanoTime() - start > 20_000_000_000L) {
                throw new IOException(
                        "still not " + condition + ": " + text("document.body.innerText"));
            }
            Thread.sleep(20);
        }
    }

    /** Puts files into an input, as if they had been chosen. */
    void choose(String selector, List<Path> files) throws Exception {
        JsonNode document = command("DOM.getDocument", Map.of());
        JsonNode input =
                command(
                        "DOM.querySelector",
                        Map.of(
                                "nodeId",
                                document.at("/root/nodeId").intValue(),
                                "selector",
                                selector));
        command(
                "DOM.setFileInputFiles",
                Map.of(
                        "nodeId",
                        input.get("nodeId").intValue(),
                        "files",
                        files.stream().map(Path::toString).toList()));
    }

    /** Chooses files on the page of the server, and waits until all are tagged. */
    void choose(Path... files) throws Exception {
        choose("#files", List.of(files));
        until(
                "document.querySelectorAll('.thumb').length === %d && !document.querySelector('.waiting')"
                        .formatted(files.length));
    }

    /** Returns what stands in all elements that a selector finds. */
    List<String> texts(String selector) throws Exception {
        List<String> texts = new ArrayList<>();
        evaluate("[...document.querySelectorAll('%s')].map(e => e.innerText)".formatted(selector))
                .forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    /** Presses a key: Tab, Enter, Escape. */
    void press(String key) throws Exception {
        int code = Map.of("Tab", 9, "Enter", 13, "Escape", 27).get(key);
        String text = key.equals("Enter") ? "\r" : "";
        command(
                "Input.dispatchKeyEvent",
                Map.of(
                        "type", text.isEmpty() ? "rawKeyDown" : "keyDown",
                        "key", key,
                        "code", key,
                        "text", text,
                        "windowsVirtualKeyCode", code));
        command(
                "Input.dispatchKeyEvent",
                Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
    }

    void size(int width, int height, boolean phone) throws Exception {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
        command("Emulation.setTouchEmulationEnabled", Map.of("enabled", phone));
    }

    void dark(boolean dark) throws Exception {
        Map<String, String> feature =
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        command("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    byte[] screenshot() throws Exception {
        JsonNode shot = command("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        return Base64.getDecoder().decode(shot.get("data").textValue());
    }

    /** Returns every address that was asked for. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Returns errors of scripts and what the page's policy forbade. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
