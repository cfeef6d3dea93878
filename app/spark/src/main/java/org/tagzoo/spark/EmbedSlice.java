package org.tagzoo.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.zoo.finetune.PretrainedEmbeddings;

/**
 * Some images of an embedding job and the file that keeps their rows, {@code <name>.<number>.rows}.
 * What the file has is not computed again; it is replaced whole, once all rows are there, so that a
 * task may run twice, and be killed.
 *
 * @param number of the slice, from 0
 * @param paths of the images
 */
record EmbedSlice(int number, List<String> paths) implements Serializable {

    private static final String ROWS = ".rows";

    /**
     * What came of a slice.
     *
     * @param images that have rows now
     * @param computed how many of these were computed
     * @param broken a line for each image that has none
     */
    record Result(int images, int computed, List<String> broken) implements Serializable {}

    /**
     * The pixels and the hashes of images that can be decoded.
     *
     * @param broken a line for each other
     */
    private record Read(List<byte[]> pixels, List<String> contents, List<String> broken) {}

    /** One image. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record One(byte[] pixels, String content, String error) {}

    /**
     * Computes the rows that are not there.
     *
     * @param folder of the cache's embeddings, the same on all machines
     */
    Result embed(EmbedSettings settings, Path folder) throws IOException {
        PretrainedEmbeddings embeddings = settings.embeddings();
        Read read = read(embeddings.images().transform());
        if (read.contents.isEmpty()) {
            return new Result(0, 0, read.broken);
        }
        Path target = folder.resolve("%s.%06d%s".formatted(embeddings.name(), number, ROWS));
        Path scratch = Files.createTempDirectory("tagzoo-embeddings");
        try {
            if (Files.exists(target)) {
                Files.copy(target, scratch.resolve(embeddings.name() + ".000000" + ROWS));
            }
            AtomicInteger computed = new AtomicInteger();
            embeddings.rows(
                    scratch,
                    read.contents,
                    (item, row) -> {
                        computed.incrementAndGet();
                        row.put(read.pixels.get(item));
                    },
                    line -> {},
                    done -> {});
            if (computed.get() > 0) {
                keep(scratch, embeddings.name(), target);
            }
            return new Result(read.contents.size(), computed.get(), read.broken);
        } finally {
            FileUtils.deleteDirectory(scratch.toFile());
        }
    }

    private Read read(EvaluationTransform transform) {
        List<One> all = paths.stream().parallel().map(path -> one(path, transform)).toList();
        List<One> whole = all.stream().filter(image -> image.error == null).toList();
        return new Read(
                whole.stream().map(One::pixels).toList(),
                whole.stream().map(One::content).toList(),
                IntStream.range(0, all.size())
                        .filter(i -> all.get(i).error != null)
                        .mapToObj(i -> paths.get(i) + ": " + all.get(i).error)
                        .toList());
    }

    private static One one(String path, EvaluationTransform transform) {
        try {
            byte[] content = StoredImages.read(path);
            return new One(transform.read(content).pixels(), Sha256.of(content), null);
        } catch (IOException | RuntimeException e) {
            // One image of a million, however strange, must not end the work on the others.
            return new One(null, null, TagPartition.reason(e));
        }
    }

    /** Rows stand for themselves, so that files of them make one file, one after the other. */
    private static void keep(Path scratch, String name, Path target) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(scratch)) {
            all.filter(file -> file.getFileName().toString().startsWith(name + "."))
                    .filter(file -> file.toString().endsWith(ROWS))
                    .sorted()
                    .forEach(files::add);
        }
        if (files.isEmpty()) {
            throw new IOException(
                    "The memory ran out for batches of 32 images, so that rows would be others: give executors more of it");
        }
        AtomicFile.make(
                target,
                aside -> {
                    try (OutputStream out = Files.newOutputStream(aside)) {
                        for (Path file : files) {
                            Files.copy(file, out);
                        }
                    }
                });
    }
}
