package org.tagzoo.datasets.corpus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.image.FileFacts;

/**
 * A corpus whose images have all been looked at.
 *
 * @param corpus the images that can be decoded; identical files are of one group
 * @param contentHashes SHA-256 of each image's file by its id, 64 hexadecimal digits, in the order
 *     of the corpus
 * @param facts what is known of each image's file, by its id
 * @param hash SHA-256 over the label names, and the ids, contents and labels of all images; where
 *     they are stored does not count
 */
public record ScannedCorpus(
        Corpus corpus,
        Map<String, String> contentHashes,
        Map<String, FileFacts> facts,
        String hash) {

    public ScannedCorpus {
        contentHashes = Collections.unmodifiableMap(new LinkedHashMap<>(contentHashes));
        facts = Map.copyOf(facts);
    }

    /** Returns the same with other notes, or images changed in what is no content. */
    public ScannedCorpus with(Corpus other) {
        return new ScannedCorpus(other, contentHashes, facts, hash);
    }

    /** Returns the same under a hash that is of more. */
    public ScannedCorpus withHash(String newHash) {
        return new ScannedCorpus(corpus, contentHashes, facts, newHash);
    }

    /** Returns the SHA-256 of each image's file, in the order of the corpus. */
    public List<String> contents() {
        return corpus.images().stream().map(image -> contentHashes.get(image.id())).toList();
    }
}
