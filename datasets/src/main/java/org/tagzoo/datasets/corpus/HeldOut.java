package org.tagzoo.datasets.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.text.NearNames;

/** One domain as the test part, the others as what is trained and validated on. */
final class HeldOut {

    private HeldOut() {}

    /**
     * Returns the corpus with the images of a domain in test and all others in train.
     *
     * @throws CorpusException if there is no such domain, or no other
     */
    static Corpus domain(Corpus corpus, String domain) {
        Map<String, Integer> domains = corpus.domainCounts();
        if (domains.isEmpty()) {
            throw new CorpusException(
                    "--hold-out domain=%s: the corpus '%s' says of no image which domain it is of; folders:<folder> does, where images lie in <domain>/<class> (--class-folder last) or <class>/<domain> (--class-folder first)",
                    domain, corpus.name());
        }
        if (!domains.containsKey(domain) || domains.size() < 2) {
            throw new CorpusException(
                    "--hold-out domain=%s: the corpus '%s' %s",
                    domain,
                    corpus.name(),
                    domains.containsKey(domain)
                            ? "has no other domain to train on"
                            : "has no such domain.%s Its domains are %s"
                                    .formatted(
                                            NearNames.question(domain, domains.keySet(), ""),
                                            Check.shown(String.join(", ", domains.keySet()))));
        }
        List<TaggedImage> images = new ArrayList<>();
        for (TaggedImage image : corpus.images()) {
            boolean held = image.domain().equals(Optional.of(domain));
            images.add(image.withPart(Optional.of(held ? "test" : "train")));
        }
        Map<String, Integer> others = new TreeMap<>(domains);
        others.remove(domain);
        List<String> notes = new ArrayList<>(corpus.notes());
        notes.add(
                "--hold-out domain=%s: its images are the test part: %d; train and validation are of %s"
                        .formatted(
                                domain,
                                domains.get(domain),
                                others.entrySet().stream()
                                        .map(e -> e.getKey() + " " + e.getValue())
                                        .collect(Collectors.joining(", "))));
        return corpus.withImages(images, notes);
    }
}
