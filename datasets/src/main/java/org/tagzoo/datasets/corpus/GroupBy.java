package org.tagzoo.datasets.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.tagzoo.datasets.image.ImageHeader;

/**
 * Which images belong together, as the user says it, so that a split has them on one side: those of
 * one folder, of one value of a table's column, whose names agree in what an expression finds,
 * whose files are of one size, camera or hour, or that follow one another.
 */
final class GroupBy {

    private static final String COLUMN = "column:";
    private static final String REGEX = "regex:";

    private static final String ORDER = "order";

    private static final Map<String, Function<ImageHeader, Optional<String>>> OF_FILES =
            Map.of(
                    "size",
                    header -> Optional.of(header.uprightWidth() + "x" + header.uprightHeight()),
                    "camera",
                    header -> header.exif().camera(),
                    "hour",
                    header -> header.exif().hour().stream().mapToObj(String::valueOf).findFirst());

    private GroupBy() {}

    /**
     * Checks what a user typed: {@code folder}, {@code size}, {@code camera}, {@code hour}, {@code
     * order}, {@code column:<name>} or {@code regex:<expression>}.
     *
     * @throws CorpusException if it is none of these
     */
    static String checked(String text) {
        boolean known =
                text.equals("folder")
                        || text.equals(ORDER)
                        || OF_FILES.containsKey(text)
                        || (text.startsWith(COLUMN) && text.length() > COLUMN.length())
                        || (text.startsWith(REGEX) && text.length() > REGEX.length());
        if (!known) {
            throw new CorpusException(
                    "--group-by must be folder, size, camera, hour, order, column:NAME or regex:EXPRESSION, but is '%s'",
                    text);
        }
        ofId(text); // an expression may be wrong
        return text;
    }

    /** Returns the column of a table that says it; empty if no column does. */
    static Optional<String> column(CorpusOptions options) {
        return options.groupBy()
                .filter(text -> text.startsWith(COLUMN))
                .map(text -> text.substring(COLUMN.length()));
    }

    /** Returns the group of an id by its folder or by an expression; empty if ids don't say. */
    private static Optional<Function<String, String>> ofId(String text) {
        if (text.isEmpty()
                || text.startsWith(COLUMN)
                || text.equals(ORDER)
                || OF_FILES.containsKey(text)) {
            return Optional.empty();
        }
        if (text.startsWith(REGEX)) {
            Pattern pattern = pattern(text);
            return Optional.of(
                    id -> {
                        Matcher found = pattern.matcher(id);
                        return found.find() ? found.group(Math.min(1, found.groupCount())) : null;
                    });
        }
        return Optional.of(
                id -> {
                    int end = id.lastIndexOf('/');
                    return end < 0 ? null : id.substring(0, end);
                });
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text.substring(REGEX.length()));
        } catch (PatternSyntaxException e) {
            throw new CorpusException(
                    "--group-by %s: %s", text, e.getMessage().replaceAll("\\R+", " "));
        }
    }

    /**
     * Groups the images of a corpus as options say of their ids or files, and a column not. An
     * image without a group is alone in its own.
     *
     * @throws CorpusException if the corpus has groups of its own
     */
    static Corpus byIds(Corpus corpus, CorpusOptions options) {
        String text = options.groupBy().orElse("");
        if (text.equals(ORDER)) {
            Map<String, String> blocks = new HashMap<>();
            for (TaggedImage image : corpus.images()) {
                int block = blocks.size() / CorpusOptions.ORDER_BLOCK + 1;
                blocks.put(image.id(), String.valueOf(block));
            }
            return group(corpus, blocks::get);
        }
        if (OF_FILES.containsKey(text)) {
            Map<String, String> values = new ConcurrentHashMap<>();
            corpus.images().parallelStream()
                    .forEach(i -> ofFile(i, text).ifPresent(value -> values.put(i.id(), value)));
            return group(corpus, values::get);
        }
        return ofId(text).map(of -> group(corpus, of)).orElse(corpus);
    }

    private static Optional<String> ofFile(TaggedImage image, String text) {
        try {
            return OF_FILES.get(text).apply(ImageHeader.read(image.source().content()));
        } catch (IOException e) {
            return Optional.empty(); // a drawing, or broken, which the scan says
        }
    }

    /**
     * Returns a corpus whose images are grouped, with a note that says so.
     *
     * @throws CorpusException if options ask for groups and there are none, or a group is in two of
     *     the corpus's parts
     */
    static Corpus checked(Corpus corpus, CorpusOptions options) {
        if (options.groupBy().isEmpty()) {
            return corpus;
        }
        String text = options.groupBy().get();
        long groups = corpus.images().stream().map(TaggedImage::group).distinct().count();
        if (groups == corpus.images().size()) {
            throw new CorpusException(
                    "--group-by %s puts no two images of '%s' together%s",
                    text,
                    corpus.name(),
                    ofId(text).isPresent()
                            ? "; an image is named as in '%s'"
                                    .formatted(corpus.images().get(0).id())
                            : text.startsWith(COLUMN)
                                    ? ": columns are those of csv: and jsonl:"
                                    : ": no two of its files have the same there");
        }
        Map<String, TaggedImage> first = new HashMap<>();
        for (TaggedImage image : corpus.images()) {
            TaggedImage other = first.putIfAbsent(image.group(), image);
            if (other != null && !other.part().equals(image.part())) {
                throw new CorpusException(
                        "--group-by %s: '%s' and '%s' belong together, but %s",
                        text,
                        other.id(),
                        image.id(),
                        options.holdOut().isPresent()
                                ? "are of several domains, of which --hold-out has one in test; leave one of the two options out"
                                : "the corpus has them in different parts; --split anew mixes them");
            }
        }
        List<String> notes = new ArrayList<>(corpus.notes());
        notes.add(
                "--group-by %s: %d images in %d groups; a group stays in one part"
                        .formatted(text, corpus.images().size(), groups));
        return corpus.withNotes(notes);
    }

    /**
     * Groups images by what is said of their ids.
     *
     * @param of the group of an id; {@code null} or blank for none
     */
    static Corpus group(Corpus corpus, Function<String, String> of) {
        List<TaggedImage> images = new ArrayList<>();
        for (TaggedImage image : corpus.images()) {
            if (!image.group().equals(image.id())) {
                throw new CorpusException(
                        "--group-by: the corpus '%s' says itself which images belong together",
                        corpus.name());
            }
            String group = of.apply(image.id());
            images.add(
                    group == null || group.isBlank() ? image : image.withGroup("group " + group));
        }
        return corpus.withImages(images, corpus.notes());
    }
}
