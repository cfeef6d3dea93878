package org.tagzoo.zoo.registry;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which hosts could not be reached a short while ago, so that nobody waits for each file anew. */
final class UnreachableHosts {

    private record Failure(String reason, long untilNanos) {}

    private final Map<String, Failure> failures = new ConcurrentHashMap<>();
    private final Duration memory;

    UnreachableHosts(Duration memory) {
        this.memory = memory;
    }

    /** Returns why the host of an address couldn't be reached; empty if it may be tried. */
    Optional<String> reason(URI address) {
        Failure failure = failures.get(address.getRawAuthority());
        boolean isRecent = failure != null && failure.untilNanos() - System.nanoTime() > 0;
        return isRecent ? Optional.of(failure.reason()) : Optional.empty();
    }

    void add(URI address, String reason) {
        failures.put(
                address.getRawAuthority(),
                new Failure(reason, System.nanoTime() + memory.toNanos()));
    }
}
