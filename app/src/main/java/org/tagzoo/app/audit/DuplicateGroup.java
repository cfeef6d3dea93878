package org.tagzoo.app.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.duplicate.NearDuplicates;
import org.tagzoo.datasets.image.PerceptualHash;

/**
 * Images that show the same by their perceptual hashes: copies saved again, resized, grey or
 * mirrored.
 *
 * @param images two or more, in the corpus's order
 * @param haveOtherLabels whether not all of them have the same labels
 */
public record DuplicateGroup(List<Member> images, boolean haveOtherLabels) {

    public DuplicateGroup {
        images = List.copyOf(images);
    }

    /** An image of a group, with all its labels. */
    public record Member(String id, List<String> labels) {

        public Member {
            labels = List.copyOf(labels);
        }
    }

    /** Returns the groups of a corpus, those with different labels first. */
    static List<DuplicateGroup> find(ScannedCorpus corpus) {
        List<TaggedImage> images = corpus.corpus().images();
        List<PerceptualHash> hashes =
                images.stream().map(image -> corpus.facts().get(image.id()).look()).toList();
        int[] firsts = NearDuplicates.firsts(hashes);
        Map<Integer, List<TaggedImage>> byFirst = new LinkedHashMap<>();
        for (int n = 0; n < firsts.length; n++) {
            byFirst.computeIfAbsent(firsts[n], first -> new ArrayList<>()).add(images.get(n));
        }
        List<String> names = corpus.corpus().labels().names();
        return byFirst.values().stream()
                .filter(group -> group.size() > 1)
                .map(group -> of(group, names))
                .sorted(Comparator.comparing(DuplicateGroup::haveOtherLabels).reversed())
                .toList();
    }

    private static DuplicateGroup of(List<TaggedImage> group, List<String> names) {
        return new DuplicateGroup(
                group.stream()
                        .map(i -> new Member(i.id(), i.labels().stream().map(names::get).toList()))
                        .toList(),
                group.stream().map(TaggedImage::labels).distinct().count() > 1);
    }
}
