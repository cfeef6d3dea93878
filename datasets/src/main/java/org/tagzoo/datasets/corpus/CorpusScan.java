package org.tagzoo.datasets.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.image.FileFacts;
import org.tagzoo.datasets.image.ImageHeader;
import org.tagzoo.datasets.image.RgbImage;

/**
 * Looks at every image of a corpus once: those that can't be decoded go to the quarantine with the
 * reason, and identical files become one group, so that no split has a copy on two sides.
 */
public final class CorpusScan {

    private CorpusScan() {}

    /**
     * Scans a corpus. The number of threads changes nothing but the time.
     *
     * @param corpus the corpus as read
     * @param threads how many images are decoded at once, at least 1
     * @param done told the number of images looked at so far, in the calling thread
     * @throws CorpusException if no image is left, or fewer than two labels
     */
    public static ScannedCorpus scan(Corpus corpus, int threads, IntConsumer done) {
        List<Look> looks = look(corpus.images(), threads, done);
        List<TaggedImage> sound = new ArrayList<>();
        List<QuarantinedImage> quarantine = new ArrayList<>(corpus.quarantine());
        Map<String, String> hashes = new LinkedHashMap<>();
        Map<String, FileFacts> facts = new HashMap<>();
        for (int i = 0; i < looks.size(); i++) {
            TaggedImage image = corpus.images().get(i);
            Look look = looks.get(i);
            if (look.failure() == null) {
                sound.add(image.withFacts(look.facts()));
                hashes.put(image.id(), look.sha256());
                facts.put(image.id(), look.facts());
            } else {
                quarantine.add(QuarantinedImage.of(image, look.failure()));
            }
        }
        if (sound.isEmpty()) {
            throw new CorpusException(noneLeft(corpus, quarantine));
        }
        List<String> notes = new ArrayList<>(corpus.notes());
        long several = looks.stream().filter(look -> look.frames() > 1).count();
        if (several > 0) {
            notes.add(
                    "images with several pages or frames, of which the first is used: %d"
                            .formatted(several));
        }
        sound = inOnePart(sound, hashes, quarantine, notes);
        quarantine.sort(Comparator.comparing(QuarantinedImage::id, NaturalOrder.INSTANCE));
        List<TaggedImage> grouped = grouped(sound, hashes, notes);
        Corpus scanned = new Corpus(corpus.name(), corpus.labels(), grouped, quarantine, notes);
        scanned = RareLabels.drop(scanned, 1);
        return new ScannedCorpus(scanned, hashes, facts, hash(scanned, hashes));
    }

    static List<Look> look(List<TaggedImage> images, int threads, IntConsumer done) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Look>> tasks = new ArrayList<>();
            for (TaggedImage image : images) {
                tasks.add(workers.submit(() -> look(image)));
            }
            List<Look> looks = new ArrayList<>();
            for (Future<Look> task : tasks) {
                looks.add(task.get());
                done.accept(looks.size());
            }
            return looks;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CorpusException(e, "The scan of the corpus was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("An image could not be looked at", e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private static Look look(TaggedImage image) {
        try {
            byte[] content = image.source().content();
            int frames = ImageHeader.frames(content);
            // Whatever is wrong with a JPEG file shows at an eighth of its size too.
            RgbImage small = image.source().draw(FileFacts.SMALL);
            return new Look(Sha256.of(content), frames, FileFacts.of(content, small), null);
        } catch (IOException e) {
            return new Look(null, 0, null, e);
        }
    }

    /**
     * Returns the images without those that have a copy in another part of the corpus's own: test
     * keeps it, else validation, so that nothing is tested on what was trained on.
     */
    private static List<TaggedImage> inOnePart(
            List<TaggedImage> images,
            Map<String, String> hashes,
            List<QuarantinedImage> quarantine,
            List<String> notes) {
        Map<String, TaggedImage> keepers = new HashMap<>();
        for (TaggedImage image : images) {
            keepers.merge(
                    hashes.get(image.id()),
                    image,
                    (a, b) -> SameImages.RANKS.compare(b.part(), a.part()) > 0 ? b : a);
        }
        List<TaggedImage> kept = new ArrayList<>();
        int dropped = 0;
        int contradictions = 0;
        for (TaggedImage image : images) {
            TaggedImage keeper = keepers.get(hashes.get(image.id()));
            if (image.part().equals(keeper.part())) {
                kept.add(image);
                continue;
            }
            dropped++;
            contradictions += image.labels().equals(keeper.labels()) ? 0 : 1;
            quarantine.add(
                    new QuarantinedImage(
                            image.id(),
                            image.source().location(),
                            "the same file as %s in %s"
                                    .formatted(keeper.id(), keeper.part().orElse("no part")),
                            QuarantinedImage.OTHER_PART));
            hashes.remove(image.id());
        }
        if (dropped > 0) {
            notes.add(
                    "copies of images in another part, left out so that each counts once (test keeps it, else validation): %d; with other labels there: %d"
                            .formatted(dropped, contradictions));
        }
        return kept;
    }

    /**
     * Returns the images in their order, in groups such that two images are of one group if they
     * were before, or have the same content, or are both of one group with a third. A group goes by
     * the name that its first image's group had.
     *
     * @param hashes the content hash of each image by its id
     * @param notes told how many copies were found
     */
    private static List<TaggedImage> grouped(
            List<TaggedImage> images, Map<String, String> hashes, List<String> notes) {
        Map<String, TaggedImage> firstOfContent = new HashMap<>();
        int copies = 0;
        int contradictions = 0;
        for (TaggedImage image : images) {
            TaggedImage same = firstOfContent.putIfAbsent(hashes.get(image.id()), image);
            if (same != null) {
                copies++;
                contradictions += image.labels().equals(same.labels()) ? 0 : 1;
            }
        }
        if (copies > 0) {
            notes.add(
                    "copies of other images, which stay on their side of the split: %d; with other labels than the first copy: %d%s"
                            .formatted(
                                    copies,
                                    contradictions,
                                    contradictions == 0
                                            ? ""
                                            : ", which they keep; --same-image join makes one image with all labels of them"));
        }
        return SameGroup.grouped(
                images, images.stream().map(image -> hashes.get(image.id())).toList());
    }

    private static String hash(Corpus corpus, Map<String, String> hashes) {
        Sha256 hash = new Sha256();
        corpus.labels().names().forEach(name -> hash.add(name + "\0"));
        for (TaggedImage image : corpus.images()) {
            hash.add(image.id() + "\0" + hashes.get(image.id()) + "\0" + image.labels() + "\0");
            if (!image.unknown().isEmpty()) {
                hash.add("unknown " + image.unknown() + "\0");
            }
        }
        return hash.hex();
    }

    private static String noneLeft(Corpus corpus, List<QuarantinedImage> quarantine) {
        String why =
                quarantine.isEmpty()
                        ? ""
                        : "; the first, %s: %s"
                                .formatted(
                                        quarantine.get(0).location(), quarantine.get(0).reason());
        return "The corpus '%s' has no image that can be decoded%s".formatted(corpus.name(), why);
    }

    /**
     * What came of one image: its hash, its pages or frames, what is known of it, or why it can't
     * be read.
     */
    record Look(String sha256, int frames, FileFacts facts, IOException failure) {}
}
