package org.tagzoo.datasets.corpus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A corpus whose images have all been looked at.
 *
 * @param corpus the images that can be decoded; identical files are of one group
 * @param contentHashes SHA-256 of each image's file by its id, 64 hexadecimal digits, in the order
 *     of the corpus
 * @param hash SHA-256 over the label names, and the ids, contents and labels of all images; where
 *     they are stored does not count
 */
public record ScannedCorpus(Corpus corpus, Map<String, String> contentHashes, String hash) {

    public ScannedCorpus {
        contentHashes = Collections.unmodifiableMap(new LinkedHashMap<>(contentHashes));
    }

    /** Returns the SHA-256 of each image's file, in the order of the corpus. */
    public List<String> contents() {
        return corpus.images().stream().map(image -> contentHashes.get(image.id())).toList();
    }
}
