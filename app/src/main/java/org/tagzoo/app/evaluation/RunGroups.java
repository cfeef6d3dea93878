package org.tagzoo.app.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.tagzoo.datasets.corpus.SameGroup;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitFile;
import org.tagzoo.zoo.score.ScoredCorpus;

/**
 * Which images of a run belong together, as its {@code split.csv} tells. What is fitted to some of
 * a part's images and tried on others keeps them on one side.
 *
 * @param groupOf the groups by the images' ids; an image that is not there is alone, as all are in
 *     runs that tell nothing of it
 */
public record RunGroups(Map<String, String> groupOf) {

    /**
     * Reads a run's groups.
     *
     * @throws IOException if the file can't be read
     */
    public static RunGroups read(Path run) throws IOException {
        Path split = run.resolve("split.csv");
        return new RunGroups(Files.isRegularFile(split) ? SplitFile.groups(split) : Map.of());
    }

    /** Returns the group of each image of a part, {@code [N]}, from 0 by their first images. */
    public int[] of(ScoredCorpus scores, Part part) {
        return SameGroup.numbers(
                scores.images(part).stream()
                        .map(image -> groupOf.getOrDefault(image.id(), image.id()))
                        .toList());
    }
}
