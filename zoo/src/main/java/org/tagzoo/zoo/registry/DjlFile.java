package org.tagzoo.zoo.registry;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.io.input.BoundedInputStream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsFile;

/**
 * A file of DJL's own model zoo: a TorchScript archive, packed by itself ({@code .pt.gz}) or with
 * others ({@code .tar.gz}). Of what is published, the SHA-1 of the packed file is all that is known
 * beforehand.
 *
 * @param artifact of the zoo's group {@code ai.djl.pytorch}, such as {@code resnet}
 * @param file its name there
 * @param sizeInBytes of the packed file
 * @param sha1 of the packed file, in hexadecimal
 */
public record DjlFile(String artifact, String file, long sizeInBytes, String sha1)
        implements PackedWeights {

    private static final String UNPACKED = "weights.pt";
    private static final String TAR = ".tar.gz";
    private static final int MOST_ENTRIES = 1000;

    /** Floats hardly get smaller by packing: what is longer is no file of weights. */
    private static final int MOST_GROWTH = 4;

    public DjlFile {
        Check.that(artifact.matches("[a-z0-9_]+"), "artifact", "a name of the zoo", artifact);
        Check.that(
                file.matches("[a-z0-9_]+(\\.pt\\.gz|\\.tar\\.gz)"),
                "file",
                "a plain name that ends in .pt.gz or .tar.gz",
                file);
        Check.that(sha1.matches("[0-9a-f]{40}"), "sha1", "40 hexadecimal digits", sha1);
    }

    @Override
    public String source() {
        return "djl";
    }

    @Override
    public String described() {
        return "%s of DJL's model zoo (ai.djl.pytorch:%s)".formatted(file, artifact);
    }

    @Override
    public String hash() {
        return "SHA-1 " + sha1;
    }

    @Override
    public long mostBytes() {
        return sizeInBytes;
    }

    @Override
    public void check(Path packed) throws IOException {
        String found = new DigestUtils(DigestUtils.getSha1Digest()).digestAsHex(packed.toFile());
        if (!found.equals(sha1)) {
            throw new IOException(
                    "%s has the SHA-1 %s (%d bytes), expected %s (%d bytes)"
                            .formatted(packed, found, Files.size(packed), sha1, sizeInBytes));
        }
    }

    @Override
    public String byHand(WeightsCard card, WeightsCache cache) {
        return "put %s of DJL's model zoo (%s) into %s"
                .formatted(file, hash(), cache.packageFile(this).getParent());
    }

    @Override
    public void unpack(Path packed, Path into) throws IOException {
        Path target = into.resolve(UNPACKED);
        long most = MOST_GROWTH * sizeInBytes;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(packed));
                InputStream whole =
                        BoundedInputStream.builder()
                                .setInputStream(new GzipCompressorInputStream(in))
                                .setMaxCount(most + 1)
                                .get()) {
            if (file.endsWith(TAR)) {
                copyModel(whole, target);
            } else if (Files.copy(whole, target) > most) {
                throw new IOException("it holds more than %d bytes".formatted(most));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("%s can't be unpacked: %s".formatted(packed, e.getMessage()), e);
        }
    }

    private static void copyModel(InputStream whole, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(whole)) {
            for (int i = 0; i < MOST_ENTRIES; i++) {
                TarArchiveEntry entry = tar.getNextEntry();
                if (entry == null) {
                    break;
                }
                if (entry.isFile() && entry.getName().endsWith(".pt")) {
                    Files.copy(tar, target);
                    return;
                }
            }
        }
        throw new IOException("none of its first %d entries is a file .pt".formatted(MOST_ENTRIES));
    }

    @Override
    public TensorSource open(WeightsCard card, Path unpacked) throws IOException {
        return WeightsFile.open(unpacked.resolve(UNPACKED));
    }
}
