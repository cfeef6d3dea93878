package org.tagzoo.app.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.tagzoo.app.inference.Tagger;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.explain.Explanation;
import org.tagzoo.zoo.explain.HeatMap;
import org.tagzoo.zoo.explain.HeatMethod;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.KnownImage;
import org.tagzoo.zoo.export.Tag;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.threshold.Thresholds;

/** Stands in for a network: scores are how much of each colour is in the image. */
final class ColourTagger implements Tagger {

    static final int SIZE = 32;
    static final List<String> LABELS = List.of("red", "green", "blue");

    /** What each label's score must be. */
    static final List<Double> THRESHOLDS = List.of(0.5, 0.4, 0.9);

    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private final Semaphore gate = new Semaphore(0);
    private volatile boolean gated;
    private volatile boolean broken;
    private final Semaphore passGate = new Semaphore(0);
    private final List<String> events = new CopyOnWriteArrayList<>();
    private volatile int passes = 1;
    private volatile long millis;

    /** Makes each batch wait for {@link #open}. */
    ColourTagger gated() {
        gated = true;
        return this;
    }

    void open(int batches) {
        gate.release(batches);
    }

    /** Makes each batch take a while. */
    ColourTagger taking(long milliseconds) {
        millis = milliseconds;
        return this;
    }

    /** Makes each heat map take several passes; all but the first wait for {@link #openPass}. */
    ColourTagger passes(int number) {
        passes = number;
        return this;
    }

    void openPass() {
        passGate.release();
    }

    /** Returns what was begun so far: tags, heat (a heat map), pass (a further one of it). */
    List<String> events() {
        return List.copyOf(events);
    }

    void breakDown(boolean now) {
        broken = now;
    }

    /** Returns the sizes of the batches so far. */
    List<Integer> batches() {
        return List.copyOf(batches);
    }

    @Override
    public ExportDescription description() {
        return new ExportDescription(
                "colours",
                "cnn",
                new LabelSet(LABELS),
                new Thresholds(THRESHOLDS),
                SIZE,
                Decoding.WHOLE);
    }

    @Override
    public List<Tags> tag(List<KnownImage> images) throws InterruptedException {
        batches.add(images.size());
        events.add("tags");
        if (gated) {
            gate.acquire();
        }
        Thread.sleep(millis);
        if (broken) {
            throw new IllegalStateException("secret of the engine at /home/somebody");
        }
        return images.stream().map(KnownImage::image).map(ColourTagger::tags).toList();
    }

    @Override
    public Explanation explain(KnownImage image, Runnable between) throws InterruptedException {
        events.add("heat");
        for (int pass = 1; pass < passes; pass++) {
            passGate.acquire();
            between.run();
            events.add("pass");
        }
        List<HeatMap> maps = new ArrayList<>();
        for (int label = 0; label < LABELS.size(); label++) {
            float[] values = new float[16];
            for (int cell = 0; cell < values.length; cell++) {
                int y = cell / 4 * 8 + 4;
                int x = cell % 4 * 8 + 4;
                values[cell] =
                        (image.image().pixels()[(y * SIZE + x) * 3 + label] & 0xff) / 255f * 3;
            }
            maps.add(new HeatMap(LABELS.get(label), 4, 4, values));
        }
        return new Explanation(HeatMethod.OCCLUSION, Resize.STRETCH, ImageSize.square(8), maps);
    }

    /** Returns the tags of an image of any size. */
    static Tags tags(RgbImage image) {
        List<Tag> tags = new ArrayList<>();
        for (int label = 0; label < LABELS.size(); label++) {
            long sum = 0;
            for (int i = label; i < image.pixels().length; i += 3) {
                sum += image.pixels()[i] & 0xff;
            }
            double score = sum / 255.0 / (image.width() * image.height());
            double threshold = THRESHOLDS.get(label);
            tags.add(new Tag(LABELS.get(label), score, threshold, score >= threshold));
        }
        return new Tags(tags);
    }
}
