package org.tagzoo.app.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Images in base64 within JSON, by the protocols of TensorFlow Serving and of KServe (version 2,
 * the Open Inference Protocol). The bytes are decoded as they are read, without a text of them.
 */
abstract class InferenceJson implements ImageBody {

    /** Room for all that is not an image. */
    private static final int MORE_BYTES = 1 << 16;

    /** A body of 32 images has a few hundred. */
    static final int MOST_TOKENS = 10_000;

    private static final ObjectReader JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxTokenCount(MOST_TOKENS)
                                                    .maxNestingDepth(16)
                                                    .build())
                                    .build())
                    .build()
                    .reader();

    private final int maxBytes;

    InferenceJson(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public int copied(int bytes) {
        return bytes;
    }

    /** Four characters of base64 hold three bytes. */
    @Override
    public int limit(int most) {
        return Math.toIntExact((most + 2L) / 3 * 4 + MORE_BYTES);
    }

    @Override
    public List<Image> images(ByteBuffer body, int most) {
        List<byte[]> contents;
        try {
            contents = contents(JSON, body.array(), body.arrayOffset(), body.remaining());
        } catch (StreamConstraintsException e) {
            throw malformed("it has more than the texts, numbers and brackets of images");
        } catch (JsonProcessingException e) {
            throw malformed("it is no JSON of that form, at " + place(e));
        } catch (IOException e) {
            throw malformed("it can't be read");
        }
        require(!contents.isEmpty(), "there is no image in it");
        require(contents.size() <= most, "it has more than " + most + " images");
        List<Image> images = new ArrayList<>();
        for (byte[] content : contents) {
            String name = "image " + (images.size() + 1);
            require(content != null, "an image is null");
            if (content.length > maxBytes) {
                throw new RequestException(
                        ErrorKind.TOO_LARGE,
                        "%s has %,d bytes; this server reads at most %,d (--max-bytes)",
                        name,
                        content.length,
                        maxBytes);
            }
            images.add(new Image(name, ByteBuffer.wrap(content)));
        }
        return images;
    }

    private static String place(JsonProcessingException e) {
        return "line %d, column %d"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }

    /** One image that is refused is the whole answer: these protocols have no other. */
    @Override
    public Answer answer(List<Image> images, List<Result> results) {
        for (int i = 0; i < results.size(); i++) {
            RequestException refused = results.get(i).refused();
            if (refused != null) {
                throw new RequestException(
                        refused.status(),
                        refused.kind(),
                        images.get(i).name() + ": " + refused.getMessage());
            }
        }
        return Answer.json(200, answer(results.stream().map(Result::made).toList()));
    }

    abstract List<byte[]> contents(ObjectReader json, byte[] body, int offset, int length)
            throws IOException;

    abstract Object answer(List<Map<String, Object>> results);

    /** Returns what the body must look like. */
    abstract String form();

    final RequestException malformed(String problem) {
        return new RequestException(
                ErrorKind.MALFORMED, "The body must be %s, but %s", form(), problem);
    }

    final void require(boolean held, String problem) {
        if (!held) {
            throw malformed(problem);
        }
    }
}
