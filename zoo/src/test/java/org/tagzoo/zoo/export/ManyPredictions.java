package org.tagzoo.zoo.export;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.ResidentMemory;

/**
 * A program that predicts 20,000 times with 16 threads over one model, a predictor a thread, and
 * compares each result with that of one thread. Prints its resident memory in KiB after each
 * thousand.
 */
final class ManyPredictions {

    static final int TOTAL = 20_000;
    static final int STEP = 1_000;
    private static final int THREADS = 16;

    private ManyPredictions() {}

    public static void main(String[] arguments) throws Exception {
        List<RgbImage> images = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            // Some have the network's size, and are not resized.
            boolean same = i % 5 == 0;
            images.add(
                    TestImages.noise(
                            same ? TinyExport.SIZE : 8 + i, same ? TinyExport.SIZE : 70 - i, i));
        }
        Export export = Export.open(Path.of(arguments[0]));
        try (ZooModel<RgbImage, Tags> model =
                export.criteria(RgbImage.class, Tags.class).loadModel()) {
            List<Tags> expected = new ArrayList<>();
            try (Predictor<RgbImage, Tags> alone = model.newPredictor()) {
                for (RgbImage image : images) {
                    expected.add(alone.predict(image));
                }
            }
            ExecutorService pool = Executors.newFixedThreadPool(THREADS);
            for (int done = STEP; done <= TOTAL; done += STEP) {
                List<Future<Integer>> futures = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    int first = thread;
                    futures.add(pool.submit(() -> predict(model, images, expected, first)));
                }
                int predicted = 0;
                for (Future<Integer> future : futures) {
                    predicted += future.get();
                }
                System.out.printf("%d predictions: %d KiB%n", done, ResidentMemory.kibibytes());
                if (predicted != STEP) {
                    throw new IllegalStateException(predicted + " predictions");
                }
            }
            pool.shutdown();
        }
    }

    private static int predict(
            ZooModel<RgbImage, Tags> model, List<RgbImage> images, List<Tags> expected, int first)
            throws Exception {
        int predicted = 0;
        try (Predictor<RgbImage, Tags> predictor = model.newPredictor()) {
            for (int i = first; i < STEP; i += THREADS) {
                int image = i % images.size();
                Tags tags = predictor.predict(images.get(image));
                if (!tags.equals(expected.get(image))) {
                    throw new IllegalStateException(tags + " is not " + expected.get(image));
                }
                predicted++;
            }
        }
        return predicted;
    }
}
