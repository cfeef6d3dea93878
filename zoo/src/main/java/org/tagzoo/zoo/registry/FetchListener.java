package org.tagzoo.zoo.registry;

/** Told of what is being fetched, by the thread that fetches it. */
@FunctionalInterface
public interface FetchListener {

    /** Takes one line for a person, such as that a download starts and from where. */
    void note(String line);

    /**
     * Takes how far a download is.
     *
     * @param file its name
     * @param bytes that are there, those of an earlier attempt included
     * @param totalBytes of the file; 0 if not known
     */
    default void progress(String file, long bytes, long totalBytes) {}

    /** Learns that a download is over, whole or not. */
    default void end(String file) {}
}
