package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tagzoo.datasets.corpus.CorpusAsserts.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.corpus.CorpusOptions.ClassFolder;

class FolderCorpusTest {

    @TempDir Path folder;

    private Corpus read() {
        return read(CorpusOptions.DEFAULT);
    }

    private Corpus read(CorpusOptions options) {
        return Corpora.read("folders:" + folder, options);
    }

    @Test
    void foldersOfOneNameAreOneLabel() throws IOException {
        TinyImages.write(
                folder,
                "sketch/dog/1.png",
                "photo/dog/10.jpg",
                "photo/dog/2.jpg",
                "photo/cat/1.png");
        TinyImages.text(folder, "photo/dog/notes.txt", "no image");
        assertRefused(
                this::read,
                "such as in photo/cat/1.png",
                "--class-folder first takes photo, sketch",
                "--class-folder last takes cat, dog");
        Corpus corpus = read(CorpusOptions.DEFAULT.withClassFolder(ClassFolder.LAST));
        assertEquals(List.of("cat", "dog"), corpus.labels().names());
        assertEquals(Optional.of("sketch"), corpus.images().get(3).domain());
        assertEquals(
                "{photo/cat/1.png=[cat], photo/dog/2.jpg=[dog], photo/dog/10.jpg=[dog], sketch/dog/1.png=[dog]}",
                CorpusAsserts.labels(corpus).toString());
        assertEquals(Map.of("no image", 1), corpus.leftOut());
        assertEquals(4, CorpusScan.scan(corpus, 1, done -> {}).contentHashes().size());
    }

    @Test
    void imagesOutsideOfAnyClassAreRefused() throws IOException {
        TinyImages.write(folder, "cat/1.png", "dog/1.png", "loose.png");
        assertRefused(this::read, "without a class", "loose.png (1 in all)");
    }

    @Test
    void oneClassEmptyAndMissingFoldersAreRefused() throws IOException {
        assertRefused(this::read, "has no images", "<class>/<image>");
        TinyImages.write(folder, "cat/1.png");
        assertRefused(this::read, "one label (cat)");
        assertRefused(
                () -> Corpora.read("folders:" + folder + "/gone", CorpusOptions.DEFAULT),
                "is not there");
        assertEquals(
                Map.of("cat/1.png", List.of("cat")),
                CorpusAsserts.labels(FolderCorpus.read("x", folder, CorpusOptions.DEFAULT)));
    }
}
