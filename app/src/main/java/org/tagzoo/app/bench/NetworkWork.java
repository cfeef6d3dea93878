package org.tagzoo.app.bench;

/** One thing that a network does over and over, ready to be timed. For one thread. */
interface NetworkWork extends AutoCloseable {

    /** Does it, and comes back when the results are with the processor. */
    void once();

    @Override
    void close();
}
