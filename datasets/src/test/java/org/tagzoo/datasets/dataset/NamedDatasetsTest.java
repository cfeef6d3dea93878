package org.tagzoo.datasets.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset.Usage;
import ai.djl.util.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.corpus.CorpusOptions.ClassFolder;
import org.tagzoo.datasets.corpus.RealCorpora;

/** The corpora that people bring, and the one that comes with TagZoo. */
class NamedDatasetsTest {

    private static final CorpusOptions SOME = CorpusOptions.DEFAULT.withLimit(60, 1);

    /** Reads a batch of validation, and returns the labels' names. */
    private static List<String> check(TagDatasetBuilder builder) throws Exception {
        TagDataset dataset =
                builder.optUsage(Usage.VALIDATION)
                        .optImageSize(16)
                        .optWithoutPixelFolder()
                        .setSampling(5, false)
                        .build();
        try (NDManager manager = NDManager.newBaseManager()) {
            Batch batch = dataset.getData(manager).iterator().next();
            assertEquals(new Shape(5, 16, 16, 3), batch.getData().head().getShape());
            List<String> labels = dataset.corpus().labels().names();
            assertEquals(new Shape(5, labels.size()), batch.getLabels().head().getShape());
            return labels;
        }
    }

    @Test
    void mirFlickr() throws Exception {
        Path folder = RealCorpora.require("mirflickr");
        assertTrue(check(MirFlickr.builder(folder, SOME)).contains("night"));
    }

    @Test
    void posters() throws Exception {
        Path table = RealCorpora.require("posters/movies.csv");
        assertTrue(check(Posters.builder(table, SOME)).contains("Drama"));
    }

    @Test
    void folders() throws Exception {
        Path folder = RealCorpora.require("pacs");
        ClassFolder last = ClassFolder.LAST;
        assertTrue(
                check(ImageTagFolders.builder(folder, SOME.withClassFolder(last))).contains("dog"));
        TagDatasetBuilder whole =
                ImageTagFolders.builder(folder, CorpusOptions.DEFAULT.withClassFolder(last))
                        .optTargetForm(TargetForm.CLASS_INDEX)
                        .setSampling(8, true);
        assertEquals(7, whole.corpus.labels().size());
        whole.build(); // each image has one label
    }

    @Test
    void yolo() throws Exception {
        Path folder = RealCorpora.require("aquarium");
        assertTrue(check(Yolo.builder(folder, SOME)).contains("fish"));
        assertEquals(7, Yolo.builder(folder).corpus.labels().size());
    }

    @Test
    void openMojiShowsItsProgress() throws Exception {
        assertEquals(20, OpenMoji.builder().corpus.labels().size());
        TagDataset dataset =
                OpenMoji.builder(SOME)
                        .optImageSize(16)
                        .optWithoutPixelFolder()
                        .setSampling(32, true)
                        .build();
        Told told = new Told();
        dataset.prepare(told);
        assertEquals(List.of("Scanning images"), told.tasks);
        assertEquals(List.of(60), told.max);
        assertEquals(60, told.done);
        assertTrue(told.ended);
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertThrows(CorpusException.class, () -> Yolo.builder(Path.of("no such folder")));
    }

    private static final class Told implements Progress {

        private final List<String> tasks = new ArrayList<>();
        private final List<Integer> max = new ArrayList<>();
        private long done;
        private boolean ended;

        @Override
        public void reset(String message, long steps, String trailing) {
            tasks.add(message);
            max.add((int) steps);
        }

        @Override
        public void start(long initial) {}

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public void increment(long steps) {
            done += steps;
        }

        @Override
        public void update(long progress, String message) {
            done = progress;
        }
    }
}
