package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.net.URI;

/** Finds files of DJL's own model zoo; found itself by {@link java.util.ServiceLoader}. */
public interface ZooFiles {

    /**
     * Asks the zoo where a file is.
     *
     * @return its address
     * @throws IOException if the zoo can't be asked, or lists no such file; the message is a
     *     reason, in one line
     */
    URI find(DjlFile wanted) throws IOException;
}
