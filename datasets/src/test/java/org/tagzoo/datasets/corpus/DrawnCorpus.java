package org.tagzoo.datasets.corpus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageException;
import org.tagzoo.datasets.image.ImageSource;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.label.LabelSet;

/** A corpus in memory: images by id, content, group and labels; noise that hangs on the content. */
public final class DrawnCorpus {

    /** Content that can't be decoded. */
    public static final String BROKEN = "broken";

    private final List<TaggedImage> images = new ArrayList<>();

    public DrawnCorpus add(String id, String content, String group, Integer... labels) {
        images.add(
                new TaggedImage(id, new Drawn(id, content), new TreeSet<>(List.of(labels)), group));
        return this;
    }

    public DrawnCorpus add(String id, Integer... labels) {
        return add(id, "content of " + id, id, labels);
    }

    public Corpus of(String... labels) {
        return new Corpus("drawn", new LabelSet(List.of(labels)), images, List.of(), List.of());
    }

    static List<String> ids(Collection<TaggedImage> images) {
        return images.stream().map(TaggedImage::id).toList();
    }

    private record Drawn(String id, String text) implements ImageSource {

        @Override
        public byte[] content() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public RgbImage draw(EvaluationTransform transform) throws ImageException {
            if (text.startsWith(BROKEN)) {
                throw new ImageException("the file is empty");
            }
            int size = transform.width();
            byte[] noise = new byte[size * size * 3];
            new Random(text.hashCode()).nextBytes(noise);
            return new RgbImage(size, size, noise);
        }

        @Override
        public String location() {
            return "photos/" + id + ".jpg";
        }
    }
}
