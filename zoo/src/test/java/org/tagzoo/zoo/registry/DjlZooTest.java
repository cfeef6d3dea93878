package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.zoo.JavaProcess;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsFile;

/**
 * Files of a zoo such as DJL's, which {@code make_djl_zoo.py} wrote, fetched through DJL's own. DJL
 * reads its zoo's address once: everything is fetched in a process of its own.
 */
@Timeout(120)
class DjlZooTest {

    private static final Path ZOO =
            Path.of("src/test/resources/org/tagzoo/zoo/registry/djl").toAbsolutePath();
    private static final Path FILES =
            ZOO.resolve("model/cv/image_classification/ai/djl/pytorch/resnet/0.0.1");

    @TempDir static Path folder;
    private static final Set<String> ASKED = new ConcurrentSkipListSet<>();
    private static HttpServer server;
    private static List<String> printed;

    /** Finds each file it is told of, and prints where, or why not. */
    static final class Program {
        public static void main(String[] args) throws IOException {
            WeightsCache cache = new WeightsCache(Path.of(args[0]));
            for (int i = 1; i < args.length; i += 3) {
                String tag = args[i].replaceAll("[^a-z0-9]", "");
                DjlFile origin =
                        new DjlFile("resnet", args[i], Long.parseLong(args[i + 1]), args[i + 2]);
                WeightsCard like =
                        PublishedTiny.card(java.net.URI.create("https://x/tiny-12345678.pth"));
                WeightsCard card =
                        new WeightsCard(
                                "tiny." + tag,
                                "tiny",
                                false,
                                1,
                                like.preprocessing(),
                                origin,
                                "none",
                                "none",
                                true,
                                null,
                                null,
                                "");
                WeightsLookup lookup =
                        new WeightsLookup(
                                new WeightsRegistry(List.of(card)),
                                cache,
                                WeightsFetcher.of(Map.of(), false, line -> {}),
                                Map.of());
                try {
                    System.out.println(args[i] + " is " + lookup.find(card.name()).file());
                } catch (WeightsUnavailableException e) {
                    System.out.println(args[i] + " is not: " + e.getMessage());
                }
            }
        }
    }

    private static List<Object> wanted(String file) throws IOException {
        Path made = FILES.resolve(file);
        return List.of(
                file,
                Files.size(made),
                new DigestUtils(DigestUtils.getSha1Digest()).digestAsHex(made.toFile()));
    }

    private static List<String> find(String zoo, List<List<Object>> wanted) throws Exception {
        List<Object> arguments = new java.util.ArrayList<>(List.of(folder.resolve("cache")));
        wanted.forEach(arguments::addAll);
        return JavaProcess.lines(
                JavaProcess.start(
                        List.of(
                                "-DDJL_REPO_URL=" + zoo,
                                "-DDJL_CACHE_DIR=" + folder.resolve("djl" + zoo.hashCode()),
                                "-Dai.djl.offline=true"),
                        Program.class,
                        arguments.toArray()));
    }

    @BeforeAll
    static void fetch() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String path = exchange.getRequestURI().getPath();
                    ASKED.add(path);
                    Path file = ZOO.resolve(path.substring(1));
                    boolean isThere = Files.isRegularFile(file);
                    byte[] body = isThere ? Files.readAllBytes(file) : new byte[0];
                    exchange.sendResponseHeaders(isThere ? 200 : 404, isThere ? body.length : -1);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        String zoo = "http://%s:%d/".formatted("127.0.0.1", server.getAddress().getPort());
        printed =
                find(
                        zoo,
                        List.of(
                                wanted("tiny.pt.gz"),
                                wanted("tiny_v1.tar.gz"),
                                wanted("changed.pt.gz"),
                                wanted("large.pt.gz"),
                                wanted("empty.tar.gz"),
                                wanted("cut.pt.gz"),
                                List.of("absent.pt.gz", 1000L, "0".repeat(40))));
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static String line(String file) {
        return printed.stream()
                .filter(line -> line.startsWith(file + " is"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(printed.toString()));
    }

    /** The same numbers as PyTorch reads, by the names that its modules have. */
    @ParameterizedTest
    @ValueSource(strings = {"tiny.pt.gz", "tiny_v1.tar.gz"})
    void theTensorsAreThoseOfTheArchive(String file) throws IOException {
        JsonNode expected = new ObjectMapper().readTree(ZOO.resolve("expected.json").toFile());
        Path found = Path.of(line(file).substring((file + " is ").length()));
        assertTrue(found.toString().endsWith(".safetensors"), found.toString());
        try (TensorSource source = WeightsFile.open(found)) {
            Set<String> names = new TreeSet<>(source.names());
            names.removeIf(name -> name.endsWith("num_batches_tracked"));
            Set<String> all = new TreeSet<>();
            expected.fieldNames().forEachRemaining(all::add);
            assertEquals(all, names);
            for (String name : names) {
                JsonNode tensor = expected.get(name);
                long[] shape = new long[tensor.get("shape").size()];
                for (int i = 0; i < shape.length; i++) {
                    shape[i] = tensor.get("shape").get(i).asLong();
                }
                assertArrayEquals(shape, source.shape(name), name);
                FloatBuffer values = source.read(name);
                assertEquals(tensor.get("values").size(), values.remaining(), name);
                for (JsonNode value : tensor.get("values")) {
                    assertEquals((float) value.asDouble(), values.get(), name);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "changed.pt.gz | lists changed.pt.gz with the SHA-1 d0941e68da8f38151ff86a61fc59f7c5cf9fcaa2, expected",
                "large.pt.gz | can't be unpacked: it holds more than 4204 bytes",
                "empty.tar.gz | can't be unpacked: none of its first 1000 entries is a file .pt",
                "cut.pt.gz | can't be unpacked",
                "absent.pt.gz | lists no absent.pt.gz. By hand: put absent.pt.gz of DJL's model zoo (SHA-1 0000",
            })
    void whatIsWrongIsSaid(String file, String why) {
        assertTrue(line(file).startsWith(file + " is not: The weights tiny."), line(file));
        assertTrue(line(file).contains(why), line(file));
    }

    /** The list is where DJL's zoo has it, and no file whose listed hash is another is fetched. */
    @Test
    void djlsZooIsAskedWhereFilesAre() {
        String place = "/model/cv/image_classification/ai/djl/pytorch/resnet/";
        assertTrue(ASKED.contains(place + "metadata.json"), ASKED.toString());
        assertTrue(ASKED.contains(place + "0.0.1/tiny.pt.gz"), ASKED.toString());
        assertFalse(ASKED.contains(place + "0.0.1/changed.pt.gz"), ASKED.toString());
    }

    @Test
    void aZooThatIsNotThereIsSaid() throws Exception {
        List<String> lines =
                find(
                        "http://127.0.0.1:1/",
                        List.of(List.of("traced_resnet18.pt.gz", 1000L, "0".repeat(40))));
        String line = lines.get(lines.size() - 1);
        assertTrue(line.contains("DJL's model zoo at http://127.0.0.1:1/ can't be asked"), line);
    }

    /** DJL's weights come after all others of their network. */
    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "resnet50", "resnet101"})
    void theyAreLookedUpLast(String architecture) {
        List<WeightsCard> cards = WeightsRegistry.standard().cardsFor(architecture);
        assertEquals(architecture + ".djl", cards.get(cards.size() - 1).name());
        assertEquals(1, cards.stream().filter(c -> c.origin() instanceof DjlFile).count());
        assertEquals(Optional.empty(), cards.get(cards.size() - 1).origin().safetensorsSha256());
    }
}
