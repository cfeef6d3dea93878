package org.tagzoo.zoo.registry;

import java.time.Duration;

/**
 * How long a download may keep a person waiting.
 *
 * @param connect until a connection is there; short, as {@code tagzoo compare} tries it on machines
 *     without a network too
 * @param answer until the answer begins
 * @param window in which at least {@code leastBytes} of the body must come
 * @param leastBytes see {@code window}
 * @param memory for which a host that couldn't be reached is not tried again
 */
record HttpLimits(
        Duration connect, Duration answer, Duration window, long leastBytes, Duration memory) {

    static final HttpLimits USUAL =
            new HttpLimits(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    16_384,
                    Duration.ofMinutes(5));
}
