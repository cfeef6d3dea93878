package org.tagzoo.app.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.tagzoo.app.inference.Tagger;
import org.tagzoo.app.predict.TagSelection;
import org.tagzoo.app.report.Html;
import org.tagzoo.zoo.explain.Explanation;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.task.Tasks;

/**
 * A network behind HTTP. {@code POST /predict} takes an image, or a form with several, and answers
 * with tags as JSON, and so it is by the protocols of TensorFlow Serving and KServe ({@link
 * InferenceJson}); {@code POST /explain} with heat maps; {@code GET /health} and {@code GET
 * /metrics} tell how the server is; {@code GET /} is a page for people. Errors are JSON too: {@code
 * {"error": "…"}}.
 */
public final class WebServer implements AutoCloseable {

    private static final int THREADS = 24;
    private static final int MAX_CONNECTIONS = 1024;
    private static final int HEADER_BYTES = 8192;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(15);

    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PAGE_POLICY =
            "default-src 'none'; img-src 'self' blob: data:; connect-src 'self'; style-src '%s';"
                    + " script-src '%s'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private final Tagger tagger;
    private final ServerOptions options;
    private final ServerMetrics metrics = new ServerMetrics();
    private final Admission admission;
    private final Server server;
    private final ServerConnector connector;
    private final CountDownLatch closed = new CountDownLatch(1);

    private WebServer(Tagger tagger, ServerOptions options, ServerLog log, InetAddress address) {
        this.tagger = tagger;
        this.options = options;
        this.admission = new Admission(tagger, options, metrics);
        metrics.gauge(
                "tagzoo_queue_length",
                "Images under way: being decoded, waiting, or in the network.",
                admission::underWay);
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("tagzoo-web");
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(options.host);
        connector.setPort(options.port);
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
        StaleConnections stale =
                new StaleConnections(server.getScheduler(), options.timeout.plusSeconds(5));
        connector.addBean(stale);
        RequestHandler handler = handler(new HostFilter(address, options), log);
        server.setErrorHandler(handler::error);
        server.setRequestLog((request, response) -> log.request(request, response));
        server.setStopTimeout(options.grace.plus(LAST_ANSWERS).toMillis());
        server.setHandler(new GracefulHandler(crossOrigin(handler)));
    }

    /**
     * Starts a server.
     *
     * @param tagger stays the caller's, who closes it after the server
     * @throws IOException if the address can't be had; the message says why
     */
    public static WebServer start(Tagger tagger, ServerOptions options, ServerLog log)
            throws IOException {
        InetAddress address = InetAddress.getByName(options.host);
        WebServer web = new WebServer(tagger, options.check(), log, address);
        try {
            web.server.start();
            return web;
        } catch (Exception e) {
            web.close();
            throw new IOException(
                    "Can't listen at %s, port %d: %s; choose another with --port"
                            .formatted(options.host, options.port, reason(e)),
                    e);
        }
    }

    private static String reason(Exception error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        return cause instanceof java.net.BindException
                ? "another program uses it, or it is not this machine's"
                : String.valueOf(cause.getMessage());
    }

    /** Returns where the server is found. */
    public URI address() {
        String host = options.host.contains(":") ? "[" + options.host + "]" : options.host;
        return URI.create("http://%s:%d/".formatted(host, connector.getLocalPort()));
    }

    /** Waits until {@link #close} is done; from then on nobody uses the network any more. */
    public void join() throws InterruptedException {
        closed.await();
    }

    /**
     * Stops accepting, finishes what is under way within the limit, answers the rest with 503, and
     * ends. Nobody uses the network any more when this returns.
     */
    @Override
    public void close() {
        CompletableFuture.delayedExecutor(options.grace.toMillis(), TimeUnit.MILLISECONDS)
                .execute(admission::abandon);
        try {
            server.stop();
        } catch (Exception e) {
            // Jetty says so where requests were not finished in time; there is nothing left to do.
        }
        admission.close();
        closed.countDown();
    }

    /**
     * Tells browsers which pages of other sites may read answers; {@link HostFilter} refuses
     * others.
     */
    private Handler crossOrigin(RequestHandler handler) {
        if (options.allowedOrigins.isEmpty()) {
            return handler;
        }
        CrossOriginHandler cross = new CrossOriginHandler();
        cross.setAllowedOriginPatterns(
                options.allowedOrigins.stream()
                        .map(origin -> origin.equals("*") ? "*" : "(?i)" + Pattern.quote(origin))
                        .collect(Collectors.toSet()));
        cross.setAllowedMethods(Set.of("GET", "HEAD", "POST"));
        cross.setAllowedHeaders(Set.of("Content-Type"));
        cross.setAllowCredentials(false);
        cross.setDeliverPreflightRequests(false);
        cross.setHandler(handler);
        return cross;
    }

    private RequestHandler handler(HostFilter hosts, ServerLog log) {
        AtomicLong used = new AtomicLong();
        Body.Budget budget = new Body.Budget(options.uploadBytes(), used);
        metrics.gauge(
                "tagzoo_upload_bytes",
                "Memory that holds the bodies of requests until their images are decoded.",
                used::get);
        int most = options.imagesPerRequest();
        String model = tagger.description().row();
        String path = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
        Function<Function<Request, ImageBody>, ImageEndpoint<Tags>> predict =
                form ->
                        new ImageEndpoint<>(
                                admission,
                                options,
                                budget,
                                metrics,
                                most,
                                form,
                                request -> jobs(request, Query.SELECTION, Job.Tagging::new),
                                this::tags);
        ImageEndpoint<Explanation> explain =
                new ImageEndpoint<>(
                        admission,
                        options,
                        budget,
                        metrics,
                        Math.min(most, options.heatQueue()),
                        this::form,
                        request -> jobs(request, List.of(), Job.Explaining::new),
                        request -> ImageEndpoint::json);
        Answer page = page();
        return new RequestHandler(hosts, metrics, log)
                .get("/", request -> page)
                .post("/predict", predict.apply(this::form)::answer)
                .post("/explain", explain::answer)
                .post(
                        "/v1/models/" + path + ":predict",
                        predict.apply(request -> new TensorFlowBody(options.maxBytes))::answer)
                .post(
                        "/v2/models/" + path + "/infer",
                        predict.apply(request -> new OpenInferenceBody(options.maxBytes, model))
                                ::answer)
                .get("/health", request -> health())
                .get("/metrics", request -> Answer.of(200, METRICS_TYPE, metrics.text()));
    }

    private ImageForm form(Request request) {
        return ImageForm.of(request, Set.copyOf(tagger.description().side().fields()));
    }

    /** Makes jobs of images, of which a form says more than the address, for all of them. */
    private <T> Function<ImageBody.Image, Job<T>> jobs(
            Request request,
            List<String> options,
            BiFunction<ByteBuffer, Map<String, String>, Job<T>> job) {
        Map<String, String> all = Query.image(request, options, tagger.description().side());
        return image -> {
            Map<String, String> fields = new HashMap<>(all);
            fields.putAll(image.fields());
            return job.apply(image.content(), fields);
        };
    }

    private Function<Tags, Map<String, Object>> tags(Request request) {
        TagSelection selection = Query.selection(request, tagger.description());
        return tags -> ImageEndpoint.json(tags, selection);
    }

    /**
     * The page for people: one file with its style and script in it. Its policy allows these two
     * alone, told by their hashes, and requests to this server.
     */
    private static Answer page() {
        String style = resource("page.css");
        String script = resource("page.js") + resource("heat.js");
        String html =
                resource("page.html").replace("/*style*/", style).replace("/*script*/", script);
        return Answer.of(200, "text/html; charset=utf-8", html)
                .with(
                        "Content-Security-Policy",
                        PAGE_POLICY.formatted(Html.hash(style), Html.hash(script)));
    }

    private static String resource(String name) {
        return Html.resource(WebServer.class, name);
    }

    private Answer health() {
        Map<String, Object> health = new LinkedHashMap<>();
        boolean alive = admission.alive();
        health.put("status", alive ? "ok" : "failed");
        ExportDescription network = tagger.description();
        health.put("model", network.row());
        if (!network.task().equals(Tasks.usual())) {
            health.put("task", network.task().name());
        }
        health.put("labels", network.labels().size());
        if (!network.side().domains().isEmpty()) {
            health.put("domains", network.side().domains());
        }
        if (!network.side().joined().isEmpty()) {
            health.put("fields", network.side().fields());
        }
        health.put("calibrated", network.calibration().isPresent());
        health.put("imageSize", network.imageSize());
        health.put("maxBytes", options.maxBytes);
        return Answer.json(alive ? 200 : 503, health);
    }
}
