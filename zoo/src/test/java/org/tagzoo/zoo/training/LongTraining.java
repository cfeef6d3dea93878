package org.tagzoo.zoo.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tagzoo.zoo.ResidentMemory;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * 300 epochs of a small network, of as many examples as the one argument says (128 without): prints
 * the process's resident memory after some of them, and how long the slowest epoch took against the
 * median. Linux only.
 */
final class LongTraining {

    private static final int EPOCHS = 300;
    private static final int EXAMPLES = 128;

    private LongTraining() {}

    public static void main(String[] args) throws IOException {
        int examples = args.length == 0 ? EXAMPLES : Integer.parseInt(args[0]);
        List<Double> seconds = new ArrayList<>();
        try (ScriptModule module = SmallTraining.normedModule(64)) {
            SmallTraining.normedTrainer(module, EPOCHS, examples, 0.1)
                    .build()
                    .fit(
                            LearnableRows.examples(examples, 1),
                            LearnableRows.examples(100, 2),
                            epoch -> {
                                seconds.add(epoch.seconds());
                                report(epoch.epoch());
                            });
        }
        // Java compiles what it runs often during the first epochs.
        List<Double> settled = seconds.subList(10, EPOCHS).stream().sorted().toList();
        double median = settled.get(settled.size() / 2);
        double worst = settled.get(settled.size() - 1);
        System.out.printf(
                Locale.ROOT,
                "median %.4f s, slowest after the tenth %.4f s: %.2f times; %d of %d above 1.1"
                        + " times%n",
                median,
                worst,
                worst / median,
                settled.stream().filter(s -> s > 1.1 * median).count(),
                settled.size());
    }

    private static void report(int epoch) {
        if (epoch == 1 || epoch == 10 || epoch % 50 == 0) {
            System.out.printf("epoch %d: %s KiB%n", epoch, ResidentMemory.kibibytes());
        }
    }
}
