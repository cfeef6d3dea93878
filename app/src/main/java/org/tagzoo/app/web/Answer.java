package org.tagzoo.app.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back to a client.
 *
 * @param status the HTTP status
 * @param type of the content
 * @param content not copied
 * @param headers further ones
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Answer(int status, String type, byte[] content, Map<String, String> headers) {

    static final String JSON = "application/json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Returns a value as JSON, on one line. */
    static Answer json(int status, Object value) {
        try {
            byte[] content = MAPPER.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
            return new Answer(status, JSON, content, Map.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that is no JSON", e);
        }
    }

    /**
     * @param message one line for whoever sent the request
     */
    static Answer error(int status, String message) {
        return json(status, Map.of("error", message));
    }

    static Answer error(RequestException refused) {
        Answer answer = error(refused.status(), refused.getMessage());
        if (refused instanceof Routes.MethodException method) {
            return answer.with("Allow", method.allowed());
        }
        return refused.trouble() == Trouble.BUSY ? answer.with("Retry-After", "1") : answer;
    }

    /** Returns the same with one more header. */
    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, type, content, more);
    }
}
