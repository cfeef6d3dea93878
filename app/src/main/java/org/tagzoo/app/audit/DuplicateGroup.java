package org.tagzoo.app.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.TaggedImage;

/**
 * Images that show the same: copies saved again, resized, grey or mirrored, and cut-outs.
 *
 * @param images two or more, in the corpus's order
 * @param haveOtherLabels whether not all of them have the same labels
 * @param contradicting the labels that some of them have and some have not
 * @param areInOtherParts whether the corpus itself has them in different parts, such as train and
 *     test
 * @param haveCutOuts whether some are no copies but cut-outs
 */
public record DuplicateGroup(
        List<Member> images,
        boolean haveOtherLabels,
        List<String> contradicting,
        boolean areInOtherParts,
        boolean haveCutOuts) {

    private static final Comparator<DuplicateGroup> WORST_FIRST =
            Comparator.comparing(DuplicateGroup::areInOtherParts)
                    .thenComparing(DuplicateGroup::haveOtherLabels)
                    .reversed();

    public DuplicateGroup {
        images = List.copyOf(images);
        contradicting = List.copyOf(contradicting);
    }

    /**
     * An image of a group, with all its labels.
     *
     * @param part that the corpus has it in; {@code null} if it says none
     */
    public record Member(String id, List<String> labels, String part) {

        public Member {
            labels = List.copyOf(labels);
        }
    }

    /**
     * Returns the groups of a corpus: those that are in several of its parts first, then those with
     * different labels.
     */
    static List<DuplicateGroup> of(Corpus corpus, SameLook same) {
        Map<Integer, List<Integer>> byFirst = new LinkedHashMap<>();
        for (int n = 0; n < same.all().length; n++) {
            byFirst.computeIfAbsent(same.all()[n], first -> new ArrayList<>()).add(n);
        }
        return byFirst.values().stream()
                .filter(group -> group.size() > 1)
                .map(group -> of(group, corpus, same))
                .sorted(WORST_FIRST)
                .toList();
    }

    private static DuplicateGroup of(List<Integer> group, Corpus corpus, SameLook same) {
        List<TaggedImage> images = group.stream().map(corpus.images()::get).toList();
        List<String> contradicting =
                IntStream.range(0, corpus.labels().size())
                        .filter(l -> isContradicted(images, l))
                        .mapToObj(corpus.labels()::name)
                        .toList();
        return new DuplicateGroup(
                images.stream().map(image -> member(image, corpus)).toList(),
                !contradicting.isEmpty(),
                contradicting,
                images.stream().map(TaggedImage::part).distinct().count() > 1,
                group.stream().map(n -> same.copies()[n]).distinct().count() > 1);
    }

    private static boolean isContradicted(List<TaggedImage> images, int label) {
        return images.stream()
                        .filter(image -> !image.unknown().contains(label))
                        .map(image -> image.labels().contains(label))
                        .distinct()
                        .count()
                > 1;
    }

    private static Member member(TaggedImage image, Corpus corpus) {
        return new Member(
                image.id(),
                image.labels().stream().map(corpus.labels()::name).toList(),
                image.part().orElse(null));
    }
}
