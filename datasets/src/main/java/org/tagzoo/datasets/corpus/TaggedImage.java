package org.tagzoo.datasets.corpus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tagzoo.datasets.image.FileFacts;
import org.tagzoo.datasets.image.ImageSource;

/**
 * One image of a corpus and its labels.
 *
 * @param id its name in the corpus, unique there; it stays the same when the folder is moved
 * @param source where its pixels come from
 * @param labels the indices of its labels in the corpus's label set; empty if it has none
 * @param unknown the indices of labels of which nobody knows whether it has them; none of {@code
 *     labels}
 * @param group images of one group always stand on one side of a split: two drawings of one thing,
 *     two copies of one file. An image alone in its group has its own id here.
 * @param part the part that the corpus itself puts it in, {@code train}, {@code validation} or
 *     {@code test}; empty if it says nothing
 * @param domain where it comes from, such as {@code sketch}, if the corpus says so beside its class
 * @param boxes where its objects are, as far as the corpus says so; those of classes that were left
 *     out too
 * @param fields what else the corpus says of it, by the names of columns, in their order: texts as
 *     they stand there, stripped, none of them empty
 * @param facts what is known of its file; empty before it was looked at
 */
public record TaggedImage(
        String id,
        ImageSource source,
        SortedSet<Integer> labels,
        SortedSet<Integer> unknown,
        String group,
        Optional<String> part,
        Optional<String> domain,
        List<Box> boxes,
        Map<String, String> fields,
        Optional<FileFacts> facts) {

    /** The name of {@link #domain} among {@link #known}. */
    public static final String DOMAIN = "domain";

    public TaggedImage {
        labels = SharedLabels.of(labels);
        unknown = SharedLabels.of(unknown);
        boxes = List.copyOf(boxes);
        fields =
                fields.isEmpty()
                        ? Collections.emptyMap()
                        : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** An image of which all labels are known, in no part of the corpus's own. */
    public TaggedImage(String id, ImageSource source, SortedSet<Integer> labels, String group) {
        this(
                id,
                source,
                labels,
                new TreeSet<>(),
                group,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty());
    }

    /** Returns the same image in another group. */
    public TaggedImage withGroup(String newGroup) {
        return new TaggedImage(
                id, source, labels, unknown, newGroup, part, domain, boxes, fields, facts);
    }

    /** Returns the same image with other labels. */
    public TaggedImage withLabels(SortedSet<Integer> newLabels, SortedSet<Integer> newUnknown) {
        return new TaggedImage(
                id, source, newLabels, newUnknown, group, part, domain, boxes, fields, facts);
    }

    /** Returns the same image in a part of the corpus's own, or in none. */
    public TaggedImage withPart(Optional<String> newPart) {
        return new TaggedImage(
                id, source, labels, unknown, group, newPart, domain, boxes, fields, facts);
    }

    /** Returns the same image of a domain. */
    public TaggedImage withDomain(Optional<String> newDomain) {
        return new TaggedImage(
                id, source, labels, unknown, group, part, newDomain, boxes, fields, facts);
    }

    /** Returns the same image from another source, such as a part of its own. */
    public TaggedImage withSource(ImageSource newSource) {
        return new TaggedImage(
                id, newSource, labels, unknown, group, part, domain, boxes, fields, facts);
    }

    /** Returns the same image with these boxes. */
    public TaggedImage withBoxes(List<Box> newBoxes) {
        return new TaggedImage(
                id, source, labels, unknown, group, part, domain, newBoxes, fields, facts);
    }

    /** Returns the same image with these fields as well, which replace those of the same name. */
    public TaggedImage withFields(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.putAll(more);
        return new TaggedImage(id, source, labels, unknown, group, part, domain, boxes, all, facts);
    }

    /** Returns the same image, of whose file this is known. */
    public TaggedImage withFacts(FileFacts newFacts) {
        return new TaggedImage(
                id,
                source,
                labels,
                unknown,
                group,
                part,
                domain,
                boxes,
                fields,
                Optional.of(newFacts));
    }

    /**
     * Returns all that is known of it besides pixels and labels: what {@link FileFacts#fields} says
     * of its file, its domain as {@value #DOMAIN} where it has one, and its fields, which replace
     * others of the same name.
     */
    public Map<String, String> known() {
        Map<String, String> known = new LinkedHashMap<>();
        facts.ifPresent(of -> known.putAll(of.fields()));
        known.putAll(fields);
        domain.ifPresent(name -> known.put(DOMAIN, name));
        return known;
    }

    /** Returns the same image by another name; alone in its group, it stays alone. */
    TaggedImage withId(String newId) {
        String newGroup = group.equals(id) ? newId : group;
        return new TaggedImage(
                newId, source, labels, unknown, newGroup, part, domain, boxes, fields, facts);
    }
}
