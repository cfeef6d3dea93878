package org.tagzoo.benchmarks.endtoend;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.tagzoo.datasets.json.CheckedJson;

/**
 * Sends photographs to {@code tagzoo serve} from several clients, each one request after the other,
 * and prints a line of JSON: answers by status, tagged photographs a second, and how long those
 * took, in milliseconds. A client that is refused comes back after a tenth of a second. A fifth of
 * the time before is not counted.
 *
 * <pre>ServeLoad ADDRESS FOLDER CLIENTS SECONDS</pre>
 */
public final class ServeLoad {

    private static final int MOST_IMAGES = 200;
    private static final long BACK_OFF_MILLIS = 100;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final URI predict;
    private final List<byte[]> images;

    private ServeLoad(URI address, List<byte[]> images) {
        this.predict = address.resolve("predict");
        this.images = images;
    }

    public static void main(String[] args) throws Exception {
        System.out.println(
                measure(
                        URI.create(args[0]),
                        Path.of(args[1]),
                        Integer.parseInt(args[2]),
                        Double.parseDouble(args[3])));
        System.exit(0);
    }

    static String measure(URI address, Path folder, int clients, double seconds)
            throws IOException, InterruptedException {
        ServeLoad load = new ServeLoad(address, images(folder));
        load.run(clients, seconds / 5);
        load.statuses.clear();
        load.nanos.clear();
        long start = System.nanoTime();
        load.run(clients, seconds);
        return load.report((System.nanoTime() - start) / 1e9);
    }

    private static List<byte[]> images(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files =
                    walk.filter(file -> file.toString().matches("(?i).*\\.(jpe?g|png)"))
                            .sorted()
                            .limit(MOST_IMAGES)
                            .toList();
        }
        List<byte[]> images = new ArrayList<>();
        for (Path file : files) {
            images.add(Files.readAllBytes(file));
        }
        return images;
    }

    private void run(int clients, double seconds) throws InterruptedException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        for (int client = 0; client < clients; client++) {
            int first = client * 7;
            threads.execute(() -> send(first, end));
        }
        threads.shutdown();
        threads.awaitTermination(1, TimeUnit.HOURS);
    }

    private void send(int first, long end) {
        for (int i = first; System.nanoTime() < end; i++) {
            HttpRequest request =
                    HttpRequest.newBuilder(predict)
                            .header("Content-Type", "image/jpeg")
                            .timeout(Duration.ofMinutes(1))
                            .POST(BodyPublishers.ofByteArray(images.get(i % images.size())))
                            .build();
            try {
                long start = System.nanoTime();
                int status = http.send(request, BodyHandlers.discarding()).statusCode();
                statuses.merge(Integer.toString(status), 1, Integer::sum);
                if (status == 200) {
                    nanos.add(System.nanoTime() - start);
                } else {
                    Thread.sleep(BACK_OFF_MILLIS);
                }
            } catch (IOException e) {
                statuses.merge(e.getClass().getSimpleName(), 1, Integer::sum);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private String report(double seconds) {
        double[] millis = nanos.stream().mapToDouble(each -> each / 1e6).toArray();
        Percentile percentile = new Percentile();
        percentile.setData(millis);
        ObjectNode report = CheckedJson.object();
        report.putPOJO("statuses", new TreeMap<>(statuses));
        report.put("per_second", millis.length / seconds);
        report.put("p50", percentile.evaluate(50));
        report.put("p99", percentile.evaluate(99));
        report.put("max", percentile.evaluate(100));
        return report.toString();
    }
}
