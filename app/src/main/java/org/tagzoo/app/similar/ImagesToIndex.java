package org.tagzoo.app.similar;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusScan;
import org.tagzoo.datasets.corpus.QuarantinedImage;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.corpus.UnlabelledImages;

/**
 * Images that can be decoded.
 *
 * @param name of the folder or corpus
 * @param images in its order
 * @param contents SHA-256 of each image's file
 * @param notes what was left out and why, and what else to know, a line each
 */
public record ImagesToIndex(
        String name, List<TaggedImage> images, List<String> contents, List<String> notes) {

    /** Reads all images below a folder, whatever its layout. */
    public static ImagesToIndex of(Path folder, int threads, IntConsumer done) {
        UnlabelledImages read = UnlabelledImages.read(folder, threads, done);
        return new ImagesToIndex(
                folder.toString(),
                read.images(),
                read.contents(),
                notes(List.of(), read.quarantine()));
    }

    /** Reads the images of a corpus. */
    public static ImagesToIndex of(Corpus corpus, int threads, IntConsumer done) {
        ScannedCorpus scanned = CorpusScan.scan(corpus, threads, done);
        Corpus read = scanned.corpus();
        return new ImagesToIndex(
                read.name(),
                read.images(),
                scanned.contents(),
                notes(read.notes(), read.quarantine()));
    }

    private static List<String> notes(List<String> notes, List<QuarantinedImage> leftOut) {
        List<String> all = new ArrayList<>(notes);
        leftOut.forEach(i -> all.add("%s is left out: %s".formatted(i.id(), i.reason())));
        return all;
    }
}
