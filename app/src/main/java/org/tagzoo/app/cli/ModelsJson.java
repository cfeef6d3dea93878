package org.tagzoo.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsCard;

/**
 * Cards for programs: an array of objects with the fields of {@code weights.yaml}, and {@code tag},
 * {@code cached} and {@code file} (null unless it is in the cache).
 */
final class ModelsJson {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ModelsJson() {}

    static String list(List<WeightsCard> cards, WeightsCache cache) throws JsonProcessingException {
        ArrayNode array = MAPPER.createArrayNode();
        for (WeightsCard card : cards) {
            ObjectNode node = MAPPER.valueToTree(card);
            Optional<Path> file = cache.find(card);
            node.put("tag", card.tag());
            node.put("cached", file.isPresent());
            node.put("file", file.map(Path::toString).orElse(null));
            array.add(node);
        }
        return MAPPER.writeValueAsString(array);
    }
}
