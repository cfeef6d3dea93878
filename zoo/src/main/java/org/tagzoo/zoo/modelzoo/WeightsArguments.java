package org.tagzoo.zoo.modelzoo;

import ai.djl.repository.zoo.ModelNotFoundException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tagzoo.zoo.network.Normalization;

/**
 * What a network begins with.
 *
 * @param isNone whether it begins with random values
 * @param file a program's own weights
 * @param imageSize side of the images; empty: as the weights' card says
 * @param normalization of pixels; empty: as the weights' card says
 */
record WeightsArguments(
        boolean isNone,
        Optional<Path> file,
        OptionalInt imageSize,
        Optional<Normalization> normalization) {

    private static final int LEAST_SIDE = 8;
    private static final int LARGEST_SIDE = 1024;

    /**
     * @param network its name
     * @param isPublished whether there are weights of it
     * @param isFiltered whether the program chooses among them
     */
    static WeightsArguments of(
            Arguments arguments, String network, boolean isPublished, boolean isFiltered)
            throws ModelNotFoundException {
        Optional<Object> weights = arguments.find("weights");
        if (weights.isPresent() && !weights.get().toString().equals("none")) {
            throw Arguments.wrong(
                    "weights",
                    "none, or left out (a filter chooses among published weights, weightsFile takes"
                            + " others)",
                    weights.get());
        }
        boolean isNone = weights.isPresent() || !isPublished;
        Optional<Path> file = arguments.path("weightsFile", "a file");
        if (isNone && (file.isPresent() || isFiltered)) {
            throw new ModelNotFoundException(
                    "%s begins with random values%s; leave out weightsFile and filters of weights"
                            .formatted(network, isPublished ? " by weights=none" : ""));
        }
        OptionalInt imageSize = OptionalInt.empty();
        var size = arguments.whole("imageSize", LEAST_SIDE, LARGEST_SIDE);
        if (size.isPresent()) {
            imageSize = OptionalInt.of(Math.toIntExact(size.getAsLong()));
        }
        Optional<List<Double>> mean = arguments.channels("mean");
        Optional<List<Double>> std = arguments.channels("std");
        if (isNone && (imageSize.isEmpty() || mean.isEmpty() || std.isEmpty())) {
            throw new ModelNotFoundException(
                    "%s begins with random values, and no weights say what images are: it needs the arguments imageSize, mean and std"
                            .formatted(network));
        }
        if (!isNone && (mean.isPresent() || std.isPresent())) {
            throw new ModelNotFoundException(
                    "The arguments mean and std go with random values; the weights of %s have their own"
                            .formatted(network));
        }
        return new WeightsArguments(
                isNone,
                file,
                imageSize,
                isNone ? Optional.of(normalization(mean.get(), std.get())) : Optional.empty());
    }

    private static Normalization normalization(List<Double> mean, List<Double> std)
            throws ModelNotFoundException {
        if (std.stream().anyMatch(value -> !(value > 0))) {
            throw Arguments.wrong("std", "three numbers above 0", std);
        }
        return new Normalization(mean, std);
    }
}
