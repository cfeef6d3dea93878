package org.tagzoo.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of what is done with a row once its figures are taken. */
final class AfterFiguresMixin {

    @Option(
            names = "--use-all-data",
            description = {
                "Once a row's figures are taken, train it an epoch on validation and one on test,",
                "at a tenth of the highest learning rate; the figures stay as they are."
            })
    private boolean useAllData;

    @Option(
            names = "--predict",
            paramLabel = "FOLDER",
            description = {
                "Tag the images below FOLDER with each row: rows/<row>/predictions.csv.",
                "With --use-all-data, by the weights that have seen everything."
            })
    private Path predict;

    boolean useAllData() {
        return useAllData;
    }

    Optional<Path> predict() {
        return Optional.ofNullable(predict);
    }

    /**
     * @throws UsageException if there is no such folder
     */
    void check() {
        if (predict != null && !Files.isDirectory(predict)) {
            throw new UsageException("--predict: there is no folder " + predict);
        }
    }
}
