package org.tagzoo.app.comparison;

import ai.djl.engine.EngineException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What went wrong, in one line for a person; and whether it is that work was stopped. */
public final class Reason {

    private Reason() {}

    public static String of(Throwable error) {
        if (error instanceof UncheckedIOException && error.getCause() != null) {
            return of(error.getCause());
        }
        if (error instanceof AccessDeniedException denied) {
            return "No permission to write or read " + denied.getFile();
        }
        if (error instanceof NoSuchFileException missing) {
            return "There is no file or folder " + missing.getFile();
        }
        if (error instanceof NotDirectoryException || error instanceof FileAlreadyExistsException) {
            FileSystemException file = (FileSystemException) error;
            String why = file.getReason() == null ? "it is no folder" : file.getReason();
            return "Can't use " + file.getFile() + " as a folder: " + why;
        }
        if (error instanceof OutOfMemoryError) {
            return "Memory ran out; try a smaller --batch-size or --image-size";
        }
        String message = error.getMessage();
        String line = message == null ? "" : telling(message);
        Throwable cause = error.getCause();
        if (error instanceof EngineException && cause != null && cause.getMessage() != null) {
            return engine(line, telling(cause.getMessage()));
        }
        // An exception of a kind that nobody foresaw says little without its name.
        boolean ours = error.getClass().getName().startsWith("org.tagzoo");
        return line.isBlank() || !(ours || error instanceof java.io.IOException)
                ? error.getClass().getSimpleName() + (line.isBlank() ? "" : ": " + line)
                : line;
    }

    /**
     * That the engine failed to begin; which of its libraries is missing, and why, says the cause.
     */
    private static String engine(String message, String cause) {
        boolean isFetching = message.contains("index file") || message.contains("download");
        return isFetching
                ? "The engine's libraries are not here and can't be fetched (%s); PYTORCH_LIBRARY_PATH names a folder that has them"
                        .formatted(cause)
                : "The engine failed: %s: %s".formatted(message, cause);
    }

    /** The first line, or, of the engine's long messages, the one that says what is wrong. */
    private static String telling(String message) {
        return message.lines()
                .filter(line -> line.startsWith("RuntimeError:"))
                .findFirst()
                .or(() -> message.lines().findFirst())
                .orElse("");
    }

    /**
     * Gives up if this thread was interrupted: what went wrong then is no failure of a row.
     *
     * @param error what came of it; kept as the cause
     * @throws InterruptedIOException if so
     */
    static void stopIfInterrupted(Throwable error) throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            InterruptedIOException stopped = new InterruptedIOException("Stopped");
            stopped.initCause(error);
            throw stopped;
        }
    }
}
