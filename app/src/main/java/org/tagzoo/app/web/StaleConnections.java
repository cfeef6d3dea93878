package org.tagzoo.app.web;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections that begin no request for longer than a request may take: above all those
 * whose headers drip in, byte by byte, which no limit on silence ever cuts off.
 */
final class StaleConnections extends AbstractLifeCycle implements Connection.Listener {

    private final Map<Connection, Seen> open = new ConcurrentHashMap<>();
    private final Scheduler scheduler;
    private final long limitNanos;
    private final long sweepMillis;

    /**
     * @param requests begun so far
     * @param nanos when that number was first seen
     */
    private record Seen(long requests, long nanos) {}

    StaleConnections(Scheduler scheduler, Duration limit) {
        this.scheduler = scheduler;
        this.limitNanos = limit.toNanos();
        this.sweepMillis = Math.max(50, Math.min(1000, limit.toMillis() / 4));
    }

    @Override
    public void onOpened(Connection connection) {
        open.put(connection, new Seen(connection.getMessagesIn(), System.nanoTime()));
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    @Override
    protected void doStart() {
        scheduler.schedule(this::sweep, sweepMillis, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        try {
            closeStale(System.nanoTime());
        } finally {
            if (isRunning() || isStarting()) {
                scheduler.schedule(this::sweep, sweepMillis, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void closeStale(long now) {
        open.forEach(
                (connection, seen) -> {
                    long requests = connection.getMessagesIn();
                    if (requests != seen.requests()) {
                        open.replace(connection, seen, new Seen(requests, now));
                    } else if (now - seen.nanos() > limitNanos) {
                        connection.close();
                    }
                });
    }
}
