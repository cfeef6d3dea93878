package org.tagzoo.app.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
 * @param fields names of parts that are no files but say something of all images
 */
record ImageForm(String type, Set<String> fields) implements ImageBody {

    /** As RFC 2046 has it. */
    private static final Pattern BOUNDARY = Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{1,70}");

    private static final int LONGEST_NAME = 255;
    private static final int MAX_PART_HEADERS = 4096;

    /**
     * Reads the headers.
     *
     * @throws RequestException if the type of the body is none that holds images
     */
    static ImageForm of(Request request, Set<String> fields) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        String plain = type == null ? "" : type.split(";")[0].trim().toLowerCase(Locale.ROOT);
        if (plain.equals("multipart/form-data")) {
            requireBoundary(type);
            return new ImageForm(type, fields);
        }
        if (plain.startsWith("image/") || plain.equals("application/octet-stream")) {
            return new ImageForm(null, fields);
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

    @Override
    public List<Image> images(ByteBuffer body, int most) {
        if (type == null) {
            return List.of(new Image("", body));
        }
        // The body is in memory already, and not longer than allowed; nothing goes to a file.
        MultiPartConfig config =
                new MultiPartConfig.Builder()
                        .maxParts(most + fields.size())
                        .maxHeadersSize(MAX_PART_HEADERS)
                        .maxSize(-1)
                        .maxPartSize(-1)
                        .maxMemoryPartSize(-1)
                        .build();
        try (MultiPartFormData.Parts parts =
                MultiPartFormData.getParts(
                        Content.Source.from(body.slice()), new Attributes.Mapped(), type, config)) {
            Map<String, String> said = said(parts);
            List<Image> images = new ArrayList<>();
            for (MultiPart.Part part : parts) {
                if (part.getFileName() != null) {
                    images.add(image(part, images.size() + 1, said));
                }
            }
            if (images.isEmpty()) {
                throw new RequestException(ErrorKind.MALFORMED, "The form has no file in it");
            }
            if (images.size() > most) {
                throw new IOException("too many files");
            }
            return images;
        } catch (CompletionException | IllegalStateException | IOException e) {
            throw new RequestException(
                    ErrorKind.MALFORMED,
                    "The form can't be read: it is cut short, or has more than %d parts",
                    most);
        }
    }

    /**
     * Returns what the parts say that are no files; others than fields mean nothing to a network of
     * pixels.
     */
    private Map<String, String> said(MultiPartFormData.Parts parts) throws IOException {
        Map<String, String> said = new HashMap<>();
        for (MultiPart.Part part : parts) {
            String name = Objects.toString(part.getName(), "");
            if (part.getFileName() != null || fields.isEmpty()) {
                continue;
            }
            if (!fields.contains(name)) {
                throw new RequestException(
                        ErrorKind.MALFORMED,
                        "The network takes no '%s'; it takes %s",
                        StringUtils.truncate(name, LONGEST_NAME),
                        fields.stream().sorted().collect(Collectors.joining(", ")));
            }
            String text = StandardCharsets.UTF_8.decode(content(part)).toString();
            if (said.put(name, text) != null) {
                throw new RequestException(ErrorKind.MALFORMED, "%s stands there twice", name);
            }
        }
        return said;
    }

    /** One image gets an object, several a list, in which one that can't be read has an error. */
    @Override
    public Answer answer(List<Image> images, List<Result> results) {
        if (results.size() == 1) {
            return Answer.json(200, results.get(0).members());
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("image", images.get(i).name());
            RequestException refused = results.get(i).refused();
            row.putAll(
                    refused == null
                            ? results.get(i).members()
                            : Map.of("error", refused.getMessage()));
            rows.add(row);
        }
        boolean any = results.stream().anyMatch(result -> result.refused() == null);
        return Answer.json(any ? 200 : results.get(0).refused().status(), rows);
    }

    private static Image image(MultiPart.Part part, int number, Map<String, String> said)
            throws IOException {
        String name = StringUtils.truncate(part.getFileName(), LONGEST_NAME);
        return new Image(name.isBlank() ? "image " + number : name, content(part), said);
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
