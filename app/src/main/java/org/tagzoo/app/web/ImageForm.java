package org.tagzoo.app.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.apache.commons.lang3.StringUtils;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Attributes;

/**
 * How a body holds images: as the bytes of one, or as a form with files in it.
 *
 * @param type the Content-Type of a form; null for the bytes of one image
 */
record ImageForm(String type) {

    /** As RFC 2046 has it. */
    private static final Pattern BOUNDARY = Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{1,70}");

    private static final int LONGEST_NAME = 255;
    private static final int MAX_PART_HEADERS = 4096;

    /**
     * @param name as the client gives it, or its number; for the answer only
     * @param content the bytes of the file, part of the body's array
     */
    record Image(String name, ByteBuffer content) {}

    /**
     * Reads the headers.
     *
     * @throws RequestException if the type of the body is none that holds images
     */
    static ImageForm of(Request request) {
        String coding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new RequestException(
                    ErrorKind.WRONG_TYPE,
                    "Bodies are read as they are, without a Content-Encoding");
        }
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        String plain = type == null ? "" : type.split(";")[0].trim().toLowerCase(Locale.ROOT);
        if (plain.equals("multipart/form-data")) {
            requireBoundary(type);
            return new ImageForm(type);
        }
        if (plain.startsWith("image/") || plain.equals("application/octet-stream")) {
            return new ImageForm(null);
        }
        throw new RequestException(
                ErrorKind.WRONG_TYPE,
                "Send the bytes of an image with a Content-Type such as image/jpeg, or a form"
                        + " (multipart/form-data) with files");
    }

    private static void requireBoundary(String type) {
        String boundary = null;
        try {
            boundary = MultiPart.extractBoundary(type);
        } catch (RuntimeException e) {
            // Quotes that don't end, and the like.
        }
        if (boundary == null || !BOUNDARY.matcher(boundary).matches()) {
            throw new RequestException(
                    ErrorKind.MALFORMED,
                    "The Content-Type of a form must name a boundary of 1 to 70 characters");
        }
    }

    /**
     * Finds the images in a body.
     *
     * @param most images that are read
     * @return at least one
     * @throws RequestException if there is none, there are too many, or it is no such form
     */
    List<Image> images(ByteBuffer body, int most) {
        if (type == null) {
            return List.of(new Image("", body));
        }
        // The body is in memory already, and not longer than allowed; nothing goes to a file.
        MultiPartConfig config =
                new MultiPartConfig.Builder()
                        .maxParts(most)
                        .maxHeadersSize(MAX_PART_HEADERS)
                        .maxSize(-1)
                        .maxPartSize(-1)
                        .maxMemoryPartSize(-1)
                        .build();
        try (MultiPartFormData.Parts parts =
                MultiPartFormData.getParts(
                        Content.Source.from(body.slice()), new Attributes.Mapped(), type, config)) {
            List<Image> images = new ArrayList<>();
            for (MultiPart.Part part : parts) {
                if (part.getFileName() != null) {
                    images.add(image(part, images.size() + 1));
                }
            }
            if (images.isEmpty()) {
                throw new RequestException(ErrorKind.MALFORMED, "The form has no file in it");
            }
            return images;
        } catch (CompletionException | IllegalStateException | IOException e) {
            throw new RequestException(
                    ErrorKind.MALFORMED,
                    "The form can't be read: it is cut short, or has more than %d parts",
                    most);
        }
    }

    private static Image image(MultiPart.Part part, int number) throws IOException {
        String name = StringUtils.truncate(part.getFileName(), LONGEST_NAME);
        return new Image(name.isBlank() ? "image " + number : name, content(part));
    }

    /** The body is one buffer, and a part one slice of it, which is not copied. */
    private static ByteBuffer content(MultiPart.Part part) throws IOException {
        Content.Chunk chunk = part.getContentSource().read();
        if (chunk == null || Content.Chunk.isFailure(chunk)) {
            throw new IOException("a part that can't be read");
        }
        try {
            if (!chunk.isLast()) {
                throw new IOException("a part in pieces");
            }
            return chunk.hasRemaining() ? chunk.getByteBuffer().slice() : ByteBuffer.allocate(0);
        } finally {
            chunk.release();
        }
    }
}
