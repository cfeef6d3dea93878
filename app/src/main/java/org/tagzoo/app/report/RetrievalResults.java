package org.tagzoo.app.report;

import java.util.List;
import java.util.Map;

/**
 * What {@code tagzoo retrieval} found: {@code retrieval.json}.
 *
 * @param row the network's name in the table
 * @param corpus name of the corpus
 * @param relevant when two images are of the same kind, in words
 * @param images how many test images each domain has, {@link StageRetrieval#ALL} first; only that
 *     where the corpus has no domains
 * @param stages from pixels to the head
 */
public record RetrievalResults(
        String row,
        String corpus,
        String relevant,
        Map<String, Integer> images,
        List<StageRetrieval> stages) {

    /** Returns the domains, without {@link StageRetrieval#ALL}. */
    List<String> domains() {
        return images.keySet().stream().filter(name -> !name.equals(StageRetrieval.ALL)).toList();
    }
}
