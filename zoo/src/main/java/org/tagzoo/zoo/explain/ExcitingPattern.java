package org.tagzoo.zoo.explain;

import ai.djl.Device;
import java.io.IOException;
import java.util.SplittableRandom;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.ParameterValues;

/**
 * An image that excites a channel of a stage: activation maximisation (Erhan et al. 2009,
 * "Visualizing Higher-Layer Features of a Deep Network"), the mean of the channel over all places
 * climbed from gray noise along the gradient of the image. Against patterns that only networks see,
 * the image is shifted by some pixels before each step (Mordvintsev et al. 2015, "Inceptionism"),
 * and blurred a little after some. It is one such image of many; the same seed gives the same.
 *
 * @param image of the network's size
 * @param before the channel's mean on the gray noise
 * @param after its mean on the image
 */
public record ExcitingPattern(RgbImage image, double before, double after) {

    private static final int STEPS = 64;

    /** How far a pixel goes in a step, as a root mean square; in levels, as all here. */
    private static final float STEP = 6;

    /** The start is gray, 128, and up to so much more or less. */
    private static final double NOISE = 12;

    /** An image is shifted by up to one part in so many of its side. */
    private static final int SHIFT_SHARE = 24;

    private static final int STEPS_BETWEEN_BLURS = 4;

    /** The share of a pixel that it gives to its neighbours on each axis. */
    private static final float BLUR = 0.2f;

    /**
     * Climbs.
     *
     * @param values of the network's parameters
     * @param channel from 0; of the head, the number of a label
     * @throws IllegalArgumentException if there is no such stage or channel, or the network takes
     *     something else than one image
     * @throws IOException if the engine can't load the network
     */
    public static ExcitingPattern of(
            Graph graph,
            ParameterValues values,
            String stage,
            int channel,
            long seed,
            Device device)
            throws IOException {
        try (StageModule module = StageModule.load(graph, values, stage, device)) {
            Check.within("channel of " + stage, channel, 0, module.channels() - 1);
            return new Climb(module, channel, seed).run();
        }
    }

    /** One climb; the image is {@code [H, W, 3]}, of levels from 0 to 255. */
    private static final class Climb {

        private final StageModule module;
        private final int channel;
        private final SplittableRandom random;
        private final int height;
        private final int width;

        Climb(StageModule module, int channel, long seed) {
            this.module = module;
            this.channel = channel;
            this.random = SeedSequence.random(seed, "exciting pattern", channel);
            this.height = module.image().height();
            this.width = module.image().width();
        }

        ExcitingPattern run() {
            float[] image = noise();
            double before = module.slope(image, channel).mean();
            for (int step = 1; step <= STEPS; step++) {
                int down = shift(height);
                int right = shift(width);
                float[] shifted = shifted(image, down, right);
                float[] gradient = module.slope(shifted, channel).gradient();
                float scale = rootMeanSquare(gradient);
                if (scale == 0) {
                    break; // nothing in sight that would excite it
                }
                for (int i = 0; i < shifted.length; i++) {
                    shifted[i] += STEP * gradient[i] / scale;
                }
                image = shifted(shifted, -down, -right);
                if (step % STEPS_BETWEEN_BLURS == 0 && step < STEPS) {
                    image = blurred(blurred(image, 3, width), 3 * width, height);
                }
                clip(image);
            }
            RgbImage found = pixels(image);
            return new ExcitingPattern(
                    found, before, module.slope(module.levels(found), channel).mean());
        }

        private float[] noise() {
            float[] image = new float[3 * height * width];
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) (128 + NOISE * (2 * random.nextDouble() - 1));
            }
            return image;
        }

        private int shift(int side) {
            int most = side / SHIFT_SHARE;
            return random.nextInt(-most, most + 1);
        }

        /** What goes over an edge comes in at the other. */
        private float[] shifted(float[] image, int down, int right) {
            float[] moved = new float[image.length];
            for (int y = 0; y < height; y++) {
                int line = Math.floorMod(y + down, height) * width;
                for (int x = 0; x < width; x++) {
                    int to = 3 * (line + Math.floorMod(x + right, width));
                    System.arraycopy(image, 3 * (y * width + x), moved, to, 3);
                }
            }
            return moved;
        }

        /**
         * Blurs along one axis; at the edges, a pixel is its own neighbour.
         *
         * @param stride from a value to the next along the axis
         * @param side how many there are
         */
        private static float[] blurred(float[] image, int stride, int side) {
            float[] blurred = new float[image.length];
            for (int i = 0; i < image.length; i++) {
                int place = i / stride % side;
                float before = image[place == 0 ? i : i - stride];
                float after = image[place == side - 1 ? i : i + stride];
                blurred[i] = (1 - BLUR) * image[i] + BLUR / 2 * (before + after);
            }
            return blurred;
        }

        private static float rootMeanSquare(float[] values) {
            double sum = 0;
            for (float value : values) {
                sum += (double) value * value;
            }
            return (float) Math.sqrt(sum / values.length);
        }

        /** Keeps what pixels can show. */
        private static void clip(float[] image) {
            for (int i = 0; i < image.length; i++) {
                image[i] = Math.min(255, Math.max(0, image[i]));
            }
        }

        private RgbImage pixels(float[] image) {
            byte[] bytes = new byte[image.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Math.round(image[i]);
            }
            return new RgbImage(width, height, bytes);
        }
    }
}
