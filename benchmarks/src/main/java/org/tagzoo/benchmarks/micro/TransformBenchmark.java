package org.tagzoo.benchmarks.micro;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.transform.ColorJitter;
import org.tagzoo.datasets.transform.ColorJitter.Adjustment;
import org.tagzoo.datasets.transform.ColorJitter.Quality;
import org.tagzoo.datasets.transform.Erasing;
import org.tagzoo.datasets.transform.Fill;
import org.tagzoo.datasets.transform.Flip;
import org.tagzoo.datasets.transform.Grayscale;
import org.tagzoo.datasets.transform.Operation;
import org.tagzoo.datasets.transform.Perspective;
import org.tagzoo.datasets.transform.Perspective.Corner;
import org.tagzoo.datasets.transform.ResizedCrop;
import org.tagzoo.datasets.transform.Rotation;
import org.tagzoo.datasets.transform.Shear;
import org.tagzoo.datasets.transform.Shift;
import org.tagzoo.datasets.transform.Zoom;

/**
 * Changes of one 224 x 224 image, on one thread. The same in torchvision: {@code
 * datasets/src/test/python/transform/time_transforms.py}.
 */
public class TransformBenchmark extends MicroBenchmark {

    private static final int SIZE = 224;

    private static final Operation JITTER =
            jitter(
                    new Adjustment(Quality.CONTRAST, 1.2),
                    new Adjustment(Quality.BRIGHTNESS, 0.8),
                    new Adjustment(Quality.HUE, 0.05),
                    new Adjustment(Quality.SATURATION, 1.3));

    private static final Operation ROTATION = new Rotation.Drawn(12.3, Fill.BLACK);

    private static final Operation PERSPECTIVE =
            new Perspective.Drawn(
                    List.of(
                            new Corner(10, 20),
                            new Corner(200, 5),
                            new Corner(215, 210),
                            new Corner(30, 190)),
                    Fill.BLACK);

    /** Five changes one after the other, as a training might draw them. */
    public static final List<Operation> FIVE =
            List.of(new Flip.Drawn(), ROTATION, JITTER, new Grayscale.Drawn(), PERSPECTIVE);

    private static final Map<String, List<Operation>> OPERATIONS =
            Map.ofEntries(
                    Map.entry("flip", List.of(new Flip.Drawn())),
                    Map.entry("rotation", List.of(ROTATION)),
                    Map.entry("brightness", adjustment(Quality.BRIGHTNESS, 0.8)),
                    Map.entry("contrast", adjustment(Quality.CONTRAST, 1.2)),
                    Map.entry("saturation", adjustment(Quality.SATURATION, 1.3)),
                    Map.entry("hue", adjustment(Quality.HUE, 0.05)),
                    Map.entry("colorJitter", List.of(JITTER)),
                    Map.entry("grayscale", List.of(new Grayscale.Drawn())),
                    Map.entry("perspective", List.of(PERSPECTIVE)),
                    Map.entry("shift", List.of(new Shift.Drawn(20, -10, Fill.BLACK))),
                    Map.entry("zoom", List.of(new Zoom.Drawn(1.2, Fill.BLACK))),
                    Map.entry("shear", List.of(new Shear.Drawn(10, 5, Fill.BLACK))),
                    Map.entry("resizedCrop", List.of(new ResizedCrop.Drawn(30, 20, 150, 120))),
                    Map.entry("erasing", List.of(new Erasing.Drawn(30, 40, 60, 50, Fill.BLACK))),
                    Map.entry("five", FIVE));

    @Param({
        "flip",
        "rotation",
        "brightness",
        "contrast",
        "saturation",
        "hue",
        "colorJitter",
        "grayscale",
        "perspective",
        "shift",
        "zoom",
        "shear",
        "resizedCrop",
        "erasing",
        "five"
    })
    private String operation;

    private List<Operation> operations;
    private RgbImage image;

    private static Operation jitter(Adjustment... adjustments) {
        return new ColorJitter.Drawn(List.of(adjustments));
    }

    private static List<Operation> adjustment(Quality quality, double amount) {
        return List.of(jitter(new Adjustment(quality, amount)));
    }

    /** Smooth with a little noise, as photographs are. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] pixels = new byte[SIZE * SIZE * 3];
        for (int i = 0; i < pixels.length; i++) {
            int x = i / 3 % SIZE;
            int y = i / 3 / SIZE;
            int smooth =
                    (int)
                            (120
                                    + 90
                                            * Math.sin(x * 0.03 + i % 3)
                                            * Math.cos(y * 0.02 * (i % 3 + 1)));
            pixels[i] = (byte) (smooth + random.nextInt(20));
        }
        image = new RgbImage(SIZE, SIZE, pixels);
        operations = OPERATIONS.get(operation);
    }

    @Benchmark
    public RgbImage apply() {
        RgbImage changed = image;
        for (Operation each : operations) {
            changed = each.apply(changed);
        }
        return changed;
    }
}
