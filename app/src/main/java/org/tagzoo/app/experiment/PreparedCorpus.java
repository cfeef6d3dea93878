package org.tagzoo.app.experiment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.Split;

/**
 * A corpus that is ready to train on: looked at, split, its labels as rows of truth values.
 *
 * @param scanned the pictures and their hashes
 * @param split which part each belongs to
 * @param rows the index of each picture of a part in the corpus, ascending
 * @param targets {@code [N, L]} of each part, in the order of {@code rows}
 */
public record PreparedCorpus(
        ScannedCorpus scanned, Split split, Map<Part, int[]> rows, Map<Part, boolean[][]> targets) {

    static PreparedCorpus of(ScannedCorpus scanned, Split split) {
        Map<Part, int[]> rows = new EnumMap<>(Part.class);
        Map<Part, boolean[][]> targets = new EnumMap<>(Part.class);
        List<TaggedImage> images = scanned.corpus().images();
        for (Part part : Part.values()) {
            List<Integer> indices = new ArrayList<>();
            List<boolean[]> truth = new ArrayList<>();
            for (int i = 0; i < images.size(); i++) {
                if (split.partOf(images.get(i).id()) == part) {
                    indices.add(i);
                    truth.add(truth(images.get(i), scanned.corpus().labels().size()));
                }
            }
            rows.put(part, indices.stream().mapToInt(Integer::intValue).toArray());
            targets.put(part, truth.toArray(boolean[][]::new));
        }
        return new PreparedCorpus(scanned, split, rows, targets);
    }

    private static boolean[] truth(TaggedImage image, int labels) {
        boolean[] truth = new boolean[labels];
        image.labels().forEach(label -> truth[label] = true);
        return truth;
    }

    /** Returns the pictures, in the order of the corpus. */
    public List<TaggedImage> images() {
        return scanned.corpus().images();
    }

    public LabelSet labels() {
        return scanned.corpus().labels();
    }

    /** Returns picture {@code n} of a part. */
    public TaggedImage image(Part part, int n) {
        return images().get(rows.get(part)[n]);
    }
}
