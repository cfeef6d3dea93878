package org.tagzoo.app.predict;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.tagzoo.app.report.OneLine;

/** Why an image could not be read, in one line; the JDK often says its name alone. */
final class DecodingReason {

    private DecodingReason() {}

    static String of(Throwable error) {
        String reason = words(error);
        return OneLine.of(reason).strip();
    }

    private static String words(Throwable error) {
        if (error instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (error instanceof AccessDeniedException) {
            return "no permission to read it";
        }
        if (error instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        if (error instanceof OutOfMemoryError) {
            return "the memory ran out; decode fewer images at once with --threads";
        }
        String message = error.getMessage();
        boolean isForeseen = error instanceof IOException && message != null;
        return isForeseen
                ? message
                : error.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
