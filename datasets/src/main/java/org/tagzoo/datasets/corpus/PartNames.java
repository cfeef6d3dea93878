package org.tagzoo.datasets.corpus;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What people call the parts of a split. */
final class PartNames {

    private static final Pattern BETWEEN = Pattern.compile("[\\s_-]+");
    private static final Pattern OTHER_SIGNS = Pattern.compile("[^\\p{L}]+");

    /** What stands beside the name of a part in the names of folders. */
    private static final Set<String> FILLERS =
            Set.of("", "images", "image", "imgs", "img", "set", "data", "dataset", "split", "seg");

    private PartNames() {}

    /** Returns {@code train}, {@code validation} or {@code test}; empty if a word is none. */
    static Optional<String> part(String word) {
        return Optional.ofNullable(
                switch (BETWEEN.matcher(word.toLowerCase(Locale.ROOT)).replaceAll("")) {
                    case "train", "training", "trn", "trainval" -> "train";
                    case "val", "valid", "validation", "validate", "dev", "publictest" ->
                            "validation";
                    case "test", "testing", "tst", "eval", "evaluation", "holdout", "privatetest" ->
                            "test";
                    default -> null;
                });
    }

    /** Returns the same of a field of a table, which may be short, such as {@code TR}. */
    static Optional<String> ofField(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "tr" -> Optional.of("train");
            case "va", "vl" -> Optional.of("validation");
            case "te", "ts" -> Optional.of("test");
            default -> part(word);
        };
    }

    /** Returns the same of a folder, which may be called {@code train_images} or {@code test2}. */
    static Optional<String> ofFolder(String name) {
        List<String> words =
                Arrays.stream(OTHER_SIGNS.split(name.toLowerCase(Locale.ROOT)))
                        .filter(word -> !FILLERS.contains(word))
                        .toList();
        return part(String.join("", words));
    }
}
