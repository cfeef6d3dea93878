package org.tagzoo.app.web;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** How the body of a request holds images, and its answer what was made of them. */
interface ImageBody {

    /**
     * @param name as the client gives it, or its number; for the answer only
     * @param content the bytes of the file; where they are part of the body's array, not copied
     * @param fields what else the body says of the image
     */
    record Image(String name, ByteBuffer content, Map<String, String> fields) {

        /** An image of which nothing else is said. */
        Image(String name, ByteBuffer content) {
            this(name, content, Map.of());
        }
    }

    /**
     * What was made of one image.
     *
     * @param made as the members of a JSON object; null where it is refused
     * @param refused null where it is not
     */
    record Result(Map<String, Object> made, RequestException refused) {

        /**
         * @throws RequestException where it is refused
         */
        Map<String, Object> members() {
            if (refused != null) {
                throw refused;
            }
            return made;
        }
    }

    /** Returns the most bytes of a body whose images have so many at most. */
    default int limit(int maxBytes) {
        return maxBytes;
    }

    /** Returns how many bytes images may take beside a body that has so many. */
    default int copied(int bytes) {
        return 0;
    }

    /**
     * Finds the images in a body.
     *
     * @param most images that are read
     * @return at least one
     * @throws RequestException if there is none, there are too many, or it is no such body
     */
    List<Image> images(ByteBuffer body, int most);

    /**
     * @param results as many as images, in their order
     * @throws RequestException where there is no answer but that an image is refused
     */
    Answer answer(List<Image> images, List<Result> results);

    /**
     * @throws RequestException if the body is packed
     */
    static void checkCoding(Request request) {
        String coding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new RequestException(
                    ErrorKind.WRONG_TYPE,
                    "Bodies are read as they are, without a Content-Encoding");
        }
    }
}
