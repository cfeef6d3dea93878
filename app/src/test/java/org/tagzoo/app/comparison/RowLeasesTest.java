package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.report.Row;
import org.tagzoo.zoo.task.Tasks;

/** Two owners of one process, of which one is not heard of where a test says so. */
class RowLeasesTest {

    private static final RowOutcome FAILED =
            new RowOutcome(
                    Row.without(
                            "cnn",
                            new Row.Network("cnn", null, false, null, null),
                            Tasks.usual(),
                            Row.Status.FAILED,
                            "as the test says"),
                    null);

    @TempDir Path root;
    private RunFolder run;
    private RowLeases first;
    private RowLeases second;

    @BeforeEach
    void share() throws IOException {
        run = new RunFolder(root);
        run.share();
        first = RowLeases.open(run);
        second = RowLeases.open(run);
    }

    private static RowLease take(RowLeases owner) throws IOException {
        return owner.take("cnn").orElseThrow();
    }

    private Path onlyPlace() throws IOException {
        String session = Files.readString(root.resolve("work/session"));
        try (Stream<Path> places =
                Files.list(root.resolve("work").resolve(session).resolve("cnn"))) {
            List<Path> all = places.toList();
            assertEquals(1, all.size(), all.toString());
            return all.get(0);
        }
    }

    private void letExpire() throws IOException {
        Path lease = onlyPlace().resolve("lease");
        long before = Files.getLastModifiedTime(lease).toMillis() - 61_000;
        Files.setLastModifiedTime(lease, FileTime.fromMillis(before));
    }

    @Test
    void aRowIsOneOwnersUntilItGivesItUp() throws IOException {
        try (RowLease lease = take(first)) {
            assertEquals(Optional.empty(), second.take("cnn"));
            assertTrue(second.maker("cnn").orElseThrow().contains("@"));
            Files.writeString(lease.folder().row("cnn").resolve("begun"), "half");
            assertFalse(run.hasRow("cnn"), "nothing is in its final place yet");
        }
        try (RowLease lease = take(second)) {
            assertEquals("half", Files.readString(lease.folder().row("cnn").resolve("begun")));
            assertEquals(Optional.empty(), first.take("cnn"));
        }
    }

    @Test
    void whoWakesAfterAnotherTookTheRowOverCanDoNothing() throws IOException {
        RowLease stale = take(first);
        Path begun = stale.folder().row("cnn").resolve("begun");
        Files.writeString(begun, "half");
        try (OutputStream open = Files.newOutputStream(begun)) {
            open.write("half".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            letExpire();
            RowLease lease = take(second);
            open.write(
                    " and more of the stale one".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            Path taken = lease.folder().row("cnn").resolve("begun");
            assertEquals("half", Files.readString(taken));
            assertThrows(NoSuchFileException.class, () -> Files.writeString(begun, "stale"));
            // Such as of a writer that makes its folders.
            Files.writeString(stale.folder().row("cnn").resolve("stray"), "stale");
            assertThrows(NoSuchFileException.class, () -> stale.settle(FAILED));
            assertTrue(stale.isLost());
            stale.close();
            assertFalse(lease.isLost());
            lease.settle(FAILED);
            lease.close();
        }
        assertEquals("half", Files.readString(run.row("cnn").resolve("begun")));
        assertFalse(Files.exists(run.row("cnn").resolve("stray")));
        assertTrue(onlyPlace().getFileName().toString().startsWith("2-"));
    }

    @Test
    void whatFailedIsToldInItsSessionAndTriedAgainInTheNext() throws IOException {
        try (RowLease lease = take(first)) {
            lease.folder().row("cnn");
            lease.settle(FAILED);
        }
        assertEquals("as the test says", second.settled("cnn").orElseThrow().row().reason());
        letExpire();
        assertEquals(Optional.empty(), second.take("cnn"), "it is settled");
        assertFalse(second.isOver());
        first.end();
        assertTrue(second.isOver());
        assertEquals(Optional.empty(), second.take("cnn"), "the session is over");
        assertFalse(Files.exists(root.resolve("work")));
        RowLeases next = RowLeases.open(run);
        assertTrue(second.isOver(), "another session is not its own");
        Files.writeString(run.row("cnn").resolve("begun"), "half");
        try (RowLease lease = take(next)) {
            assertEquals("half", Files.readString(lease.folder().row("cnn").resolve("begun")));
            assertFalse(run.hasRow("cnn"));
        }
    }

    /** Its number is higher than the new owner's. */
    @Test
    void whoWakesInTheNextSessionHasNoPlaceInIt() throws IOException {
        RowLease lost = take(first);
        letExpire();
        RowLease stale = take(second);
        lost.close();
        Path before = onlyPlace().getParent().getParent();
        first.end();
        RowLeases next = RowLeases.open(run);
        RowLeases other = RowLeases.open(run);
        try (RowLease lease = take(next)) {
            Files.createDirectories(stale.folder().row("cnn"));
            assertEquals(Optional.empty(), other.take("cnn"));
            stale.close();
            assertFalse(Files.exists(before));
            assertFalse(lease.isLost());
            assertEquals(lease.folder().row("cnn").getParent().getParent(), onlyPlace());
        }
    }

    @Test
    void whoeverHasTheLockDeletesNothingWhereRowsAreMade() throws IOException {
        String half = ".scores.csv.%s.part".formatted(UUID.randomUUID());
        try (RowLease lease = take(first)) {
            Path made = lease.folder().row("cnn").resolve(half);
            Path put = run.row("cnn").resolve(half);
            Files.writeString(made, "half");
            Files.writeString(put, "half");
            run.lock().close();
            assertTrue(Files.exists(made));
            assertFalse(Files.exists(put));
        }
    }

    @Test
    void aMinuteThatIsNoNumberOfSecondsIsRefused() throws IOException {
        Files.writeString(root.resolve("shared"), "a minute\n");
        String message = assertThrows(IOException.class, run::leaseSeconds).getMessage();
        assertTrue(message.contains("must hold a number of seconds, 1 to 86400"), message);
    }
}
