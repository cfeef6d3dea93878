package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.nio.file.Path;

/** Gets the archive of an npm package. */
interface PackageFetcher {

    /**
     * Puts the packed package into a folder, unchecked.
     *
     * @return the {@code .tgz}
     * @throws IOException if it can't be had; the message is a reason, in one line
     */
    Path fetch(NpmPackage npmPackage, Path folder) throws IOException;
}
