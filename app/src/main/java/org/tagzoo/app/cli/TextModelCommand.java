package org.tagzoo.app.cli;

import java.nio.file.Path;
import org.tagzoo.datasets.corpus.TextFile;
import org.tagzoo.zoo.recurrent.TextModel;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code tagzoo text-model}: a recurrent network, in plain Java, learns to write as a text does.
 */
@Command(name = "text-model")
final class TextModelCommand extends Subcommand {

    private static final int LINES = 10;

    @Parameters(paramLabel = "FILE")
    private Path file;

    @Option(names = "--updates", paramLabel = "N", defaultValue = "10000")
    private int updates;

    @Option(names = "--hidden", paramLabel = "N", defaultValue = "128")
    private int hidden;

    @Option(names = "--length", paramLabel = "N", defaultValue = "500")
    private int length;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
    private long seed;

    @Override
    public Integer call() {
        requireWithin("--updates", updates, 1, 100_000_000);
        requireWithin("--hidden", hidden, 1, 2000);
        requireWithin("--length", length, 0, 1_000_000);
        TextModel model = model(TextFile.read(file));
        double sum = 0;
        int since = 0;
        for (int update = 1; update <= updates; update++) {
            sum += model.update();
            since++;
            if (update % Math.max(1, updates / LINES) == 0 || update == updates) {
                err().println(
                                "update %d of %d: %.3f bits a character"
                                        .formatted(update, updates, sum / since));
                sum = 0;
                since = 0;
            }
        }
        say(
                "Held-out text: %.3f bits a character; its unigram entropy is %.3f.",
                model.heldOutBits(), model.heldOutEntropy());
        if (length > 0) {
            say("%n%s", model.write(length));
        }
        return CommandLine.ExitCode.OK;
    }

    private TextModel model(String text) {
        try {
            return new TextModel(text, hidden, seed);
        } catch (IllegalArgumentException e) {
            throw new UsageException("%s: %s".formatted(file, e.getMessage()));
        }
    }
}
