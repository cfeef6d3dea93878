package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.zoo.metric.Metric;

/** Photographs and posters as people have them, where the folder of real corpora is there. */
class ExportRealImagesTest {

    private static final String LIMIT = "150";

    @TempDir Path folder;

    @Test
    void photographsHaveTheSameScoresThroughTheExport() throws Exception {
        compare("mirflickr:", "mirflickr");
    }

    @Test
    void postersHaveTheSameScoresThroughTheExport() throws Exception {
        compare("csv:", "posters/movies.csv");
    }

    private void compare(String layout, String path) throws Exception {
        String set = System.getenv("TAGZOO_CORPORA");
        Path corpora = set == null ? Path.of("..", "..", "shared", "corpora") : Path.of(set);
        Path there = corpora.resolve(path);
        assumeTrue(
                Files.exists(there),
                () -> there + " is missing; set TAGZOO_CORPORA to the folder of the corpora");
        Path run = folder.resolve("run");
        Result result =
                Result.run(
                        "compare",
                        "--precision",
                        "float32",
                        "--corpus",
                        layout + there,
                        "--limit",
                        LIMIT,
                        "--models",
                        "cnn",
                        "--image-size",
                        "48",
                        "--epochs",
                        "1",
                        "--out",
                        run.toString());
        assertEquals(0, result.exitCode(), result.err());
        result = Result.run("export", run.toString(), "--raw-scores");
        assertEquals(0, result.exitCode(), result.err());
        Map<String, Path> files = new HashMap<>();
        for (TaggedImage image : Corpora.read(layout + there, CorpusOptions.DEFAULT).images()) {
            files.put(image.id(), Path.of(image.source().location()));
        }
        Path row = run.resolve("rows/cnn");
        ScoresOfExport.Difference difference =
                ScoresOfExport.from(
                        row.resolve("export"),
                        row.resolve("scores.csv"),
                        files::get,
                        RunResults.open(run).row("cnn").metric(Metric.THRESHOLD));
        assertTrue(difference.images() > 100, difference.toString());
        assertTrue(difference.largest() <= 1e-5, difference.toString());
        assertEquals(0, difference.otherTags());
    }
}
