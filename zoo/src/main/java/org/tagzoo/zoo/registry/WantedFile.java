package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A published file that is to be fetched.
 *
 * @param name of the file
 * @param mostBytes it can have
 * @param check of its content
 */
record WantedFile(String name, long mostBytes, Check check) {

    /** Tells the right content from any other. */
    interface Check {
        /**
         * @throws IOException if it is another content, or can't be read; the message is a reason,
         *     in one line
         */
        void check(Path file) throws IOException;
    }

    static WantedFile of(NpmPackage npmPackage) {
        return new WantedFile(
                npmPackage.archiveName(),
                npmPackage.sizeInBytes(),
                archive -> PackageArchive.check(archive, npmPackage));
    }

    static WantedFile of(PublishedFile file) {
        return new WantedFile(file.file(), file.mostBytes(), file::check);
    }
}
