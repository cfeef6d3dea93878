package org.tagzoo.datasets.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.tagzoo.datasets.file.IoReason;
import org.tagzoo.datasets.image.ImageFile;

/**
 * The images of a folder without labels, all looked at once.
 *
 * @param images those that can be decoded, without labels; the ids are the paths from the folder
 *     with {@code /}, in order, numbers as numbers
 * @param contents SHA-256 of each image's file, 64 hexadecimal digits
 * @param quarantine the others, and why, in the same order
 */
public record UnlabelledImages(
        List<TaggedImage> images, List<String> contents, List<QuarantinedImage> quarantine) {

    /** No images. */
    public static final UnlabelledImages NONE =
            new UnlabelledImages(List.of(), List.of(), List.of());

    public UnlabelledImages {
        images = List.copyOf(images);
        contents = List.copyOf(contents);
        quarantine = List.copyOf(quarantine);
    }

    /**
     * Returns the files below a folder that are images by their names or their first bytes, in the
     * same order.
     *
     * @param unreadable told of each folder that can't be read and each link that leads nowhere,
     *     and why, in a few words
     */
    public static List<Path> files(Path folder, BiConsumer<Path, String> unreadable) {
        CorpusFolder.Found found =
                CorpusFolder.files(folder, (path, e) -> unreadable.accept(path, IoReason.of(e)));
        for (QuarantinedImage other : found.others()) {
            if (other.kind().equals(QuarantinedImage.MISSING)) {
                unreadable.accept(Path.of(other.location()), other.reason());
            }
        }
        return found.images();
    }

    /**
     * Reads all images below a folder. Links are followed; hidden files and folders are passed
     * over.
     *
     * @param threads how many images are decoded at once, at least 1; they change nothing but the
     *     time
     * @param done told the number of images looked at so far, in the calling thread
     * @throws CorpusException if there is no such folder, or no image in it that can be decoded
     */
    public static UnlabelledImages read(Path folder, int threads, IntConsumer done) {
        CorpusFolder.require(folder.toString(), folder);
        List<TaggedImage> found = new ArrayList<>();
        CorpusFolder.Found files = CorpusFolder.files(folder);
        for (Path file : files.images()) {
            String id = CorpusFolder.relative(folder, file);
            found.add(new TaggedImage(id, new ImageFile(file), new TreeSet<>(), id));
        }
        List<CorpusScan.Look> looks = CorpusScan.look(found, threads, done);
        List<TaggedImage> sound = new ArrayList<>();
        List<String> contents = new ArrayList<>();
        List<QuarantinedImage> quarantine = new ArrayList<>(files.others());
        for (int i = 0; i < found.size(); i++) {
            TaggedImage image = found.get(i);
            if (looks.get(i).failure() == null) {
                sound.add(image.withFacts(looks.get(i).facts()));
                contents.add(looks.get(i).sha256());
            } else {
                quarantine.add(QuarantinedImage.of(image, looks.get(i).failure()));
            }
        }
        if (sound.isEmpty()) {
            throw new CorpusException(
                    "The folder %s has no image that can be decoded, of %d", folder, found.size());
        }
        quarantine.sort(Comparator.comparing(QuarantinedImage::id, NaturalOrder.INSTANCE));
        return new UnlabelledImages(sound, contents, quarantine);
    }
}
