package org.tagzoo.benchmarks.endtoend;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tagzoo.benchmarks.micro.TransformBenchmark;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageFile;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.transform.Operation;

/**
 * Decodes, resizes and normalises the files of a folder again and again, on one thread. For each
 * line on standard input, {@code plain}, {@code reduced} (JPEGs decoded no larger than needed) or
 * {@code five} (changes on the way), it goes through the folder once and prints the milliseconds
 * that an image took, so that {@code compare_decoding.py} can let it take turns with torchvision.
 * An empty line ends it. They are milliseconds of processor time of the whole process, its compiler
 * and collector included, so that other programs on the machine count for little.
 *
 * <p>TagZoo leaves normalisation to the network's first step. Here it is done in Java, and counted.
 *
 * <p>Arguments: the folder, and a file for the first image's pixels as floats {@code [3, H, W, 3]}:
 * plain, reduced, and with the five changes. It prints a line when they are there.
 */
public final class DecodeThroughput {

    private static final int SIZE = 224;
    private static final double[] MEAN = {0.485, 0.456, 0.406};
    private static final double[] STD = {0.229, 0.224, 0.225};

    private final float[][] normalized = new float[3][256];

    private DecodeThroughput() {
        for (int channel = 0; channel < 3; channel++) {
            for (int value = 0; value < 256; value++) {
                normalized[channel][value] =
                        (float) ((value / 255.0 - MEAN[channel]) / STD[channel]);
            }
        }
    }

    public static void main(String[] args) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(Path.of(args[0]))) {
            files = listed.sorted().toList();
        }
        DecodeThroughput decoding = new DecodeThroughput();
        decoding.write(files.get(0), Path.of(args[1]));
        System.out.println(files.size());
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        for (String line = Turns.line(); !line.isEmpty(); line = Turns.line()) {
            List<Operation> changes = line.equals("five") ? TransformBenchmark.FIVE : List.of();
            Decoding way = line.equals("reduced") ? Decoding.REDUCED : Decoding.WHOLE;
            long start = system.getProcessCpuTime();
            for (Path file : files) {
                decoding.pixels(file, way, changes);
            }
            System.out.println((system.getProcessCpuTime() - start) / 1e6 / files.size());
        }
    }

    private float[] pixels(Path file, Decoding way, List<Operation> changes) throws IOException {
        RgbImage image =
                new ImageFile(file).draw(EvaluationTransform.square(SIZE, Resize.STRETCH, way));
        for (Operation change : changes) {
            image = change.apply(image);
        }
        byte[] bytes = image.pixels();
        float[] floats = new float[bytes.length];
        for (int i = 0; i < bytes.length; i += 3) {
            floats[i] = normalized[0][bytes[i] & 0xff];
            floats[i + 1] = normalized[1][bytes[i + 1] & 0xff];
            floats[i + 2] = normalized[2][bytes[i + 2] & 0xff];
        }
        return floats;
    }

    private void write(Path image, Path out) throws IOException {
        List<float[]> ways =
                List.of(
                        pixels(image, Decoding.WHOLE, List.of()),
                        pixels(image, Decoding.REDUCED, List.of()),
                        pixels(image, Decoding.WHOLE, TransformBenchmark.FIVE));
        ByteBuffer bytes =
                ByteBuffer.allocate(3 * ways.get(0).length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (float[] way : ways) {
            for (float value : way) {
                bytes.putFloat(value);
            }
        }
        Files.write(out, bytes.array());
    }
}
