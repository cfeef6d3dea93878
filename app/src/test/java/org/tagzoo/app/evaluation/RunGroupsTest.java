package org.tagzoo.app.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;

class RunGroupsTest {

    @TempDir Path run;

    private static ScoredImage image(String id, Part part) {
        return new ScoredImage(
                id, part, new float[] {0.5f}, new boolean[] {true}, new boolean[] {false});
    }

    @Test
    void groupsAreThoseOfTheSplitAndOlderSplitsHaveNone() throws IOException {
        ScoredCorpus scores =
                new ScoredCorpus(
                        new LabelSet(List.of("sky")),
                        List.of(
                                image("t", Part.TRAIN),
                                image("a", Part.VALIDATION),
                                image("b", Part.VALIDATION),
                                image("c", Part.VALIDATION),
                                image("d", Part.VALIDATION)));
        assertArrayEquals(new int[] {0, 1, 2, 3}, RunGroups.read(run).of(scores, Part.VALIDATION));
        Files.writeString(
                run.resolve("split.csv"),
                "id,split,group\nd,validation,b\nt,train,t\na,validation,a\nb,validation,b\nc,validation,c\n");
        assertArrayEquals(new int[] {0, 1, 2, 1}, RunGroups.read(run).of(scores, Part.VALIDATION));
        Files.writeString(run.resolve("split.csv"), "id,split\na,validation\n");
        assertArrayEquals(new int[] {0, 1, 2, 3}, RunGroups.read(run).of(scores, Part.VALIDATION));
    }
}
