package org.tagzoo.zoo.modelzoo;

import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.torchscript.Precision;

/**
 * What a program asks for; {@link CardModelLoader} says in which words. Arguments of other names
 * are left alone, as DJL has its own.
 *
 * @param output {@code output}, or what follows from the others
 * @param precision {@code precision}
 * @param topK {@code topK}
 * @param cache {@code cache}
 * @param head {@code labels} and {@code head}
 * @param seed {@code seed}
 * @param cut {@code stage}
 * @param frozen {@code freeze}
 * @param trains DJL's option {@code trainParam}
 * @param isRandom whether the network begins with random values
 * @param weightsFile a program's own weights
 * @param imageSize of the images; empty: as the weights' card says
 * @param normalization of pixels; empty: as the weights' card says
 */
record LoadArguments(
        Output output,
        Precision precision,
        int topK,
        WeightsCache cache,
        Optional<NewHead> head,
        long seed,
        Optional<StagePart> cut,
        Optional<StagePart> frozen,
        boolean trains,
        boolean isRandom,
        Optional<Path> weightsFile,
        Optional<ImageSize> imageSize,
        Optional<Normalization> normalization) {

    /** What a network is loaded for. */
    enum Output {
        /** Logits {@code [N, L]}: of ImageNet's 1,000 classes, or of a new head's labels. */
        CLASSES,
        /**
         * What the head is given: the pooled vector {@code [N, F]}, or what an earlier stage is.
         */
        EMBEDDING
    }

    private static final long TOP = 5;
    private static final int LEAST_SIDE = 8;
    private static final int LARGEST_SIDE = 1024;

    /** That of {@code tagzoo compare}. */
    private static final long SEED = 1;

    /**
     * @param network its name
     * @param isPublished whether there are weights of it
     */
    static LoadArguments of(Criteria<?, ?> criteria, String network, boolean isPublished)
            throws ModelNotFoundException {
        Arguments arguments = Arguments.of(criteria);
        Optional<NewHead> head = NewHead.of(arguments);
        String form = "'before' or 'from' and the name of a stage, such as 'before layer4'";
        Optional<StagePart> cut = StagePart.of("stage", form, true, arguments);
        form = "'before' and the name of the first stage that is trained, such as 'before head'";
        Optional<StagePart> frozen = StagePart.of("freeze", form, false, arguments);
        boolean trains =
                criteria.getOptions() != null
                        && Boolean.parseBoolean(criteria.getOptions().get("trainParam"));
        require(
                frozen.isEmpty() || trains,
                "The argument freeze goes with the option trainParam=true; without it nothing is"
                        + " trained");
        boolean isRandom = isRandom(arguments, isPublished);
        Optional<Path> file = arguments.path("weightsFile", "a file");
        boolean isFiltered = criteria.getFilters() != null && !criteria.getFilters().isEmpty();
        require(
                !isRandom || (file.isEmpty() && !isFiltered),
                "%s begins with random values%s; leave out weightsFile and filters of weights"
                        .formatted(network, isPublished ? " by weights=none" : ""));
        Optional<ImageSize> imageSize = arguments.imageSize(LEAST_SIDE, LARGEST_SIDE);
        Precision precision = arguments.choice("precision", Precision.FLOAT32);
        require(
                precision != Precision.INT8,
                "The argument precision must be float32, bfloat16 or float16, is 'int8': only exports"
                        + " compute in that");
        return new LoadArguments(
                output(arguments, head, cut, criteria.getOutputClass()),
                precision,
                Math.toIntExact(arguments.whole("topK", 1, Integer.MAX_VALUE).orElse(TOP)),
                arguments
                        .path("cache", "a folder")
                        .map(WeightsCache::new)
                        .orElseGet(WeightsCache::standard),
                head,
                arguments.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(SEED),
                cut,
                frozen,
                trains,
                isRandom,
                file,
                imageSize,
                normalization(arguments, network, isRandom, imageSize.isPresent()));
    }

    private static boolean isRandom(Arguments arguments, boolean isPublished)
            throws ModelNotFoundException {
        Optional<Object> weights = arguments.find("weights");
        if (weights.isPresent() && !weights.get().toString().equals("none")) {
            throw Arguments.wrong(
                    "weights",
                    "none, or left out (a filter chooses among published weights, weightsFile takes"
                            + " others)",
                    weights.get());
        }
        return weights.isPresent() || !isPublished;
    }

    private static Optional<Normalization> normalization(
            Arguments arguments, String network, boolean isRandom, boolean isSized)
            throws ModelNotFoundException {
        Optional<List<Double>> mean = arguments.channels("mean");
        Optional<List<Double>> std = arguments.channels("std");
        require(
                !isRandom || (isSized && mean.isPresent() && std.isPresent()),
                network
                        + " begins with random values, and no weights say what images are: it needs"
                        + " the arguments imageSize, mean and std");
        require(
                isRandom || (mean.isEmpty() && std.isEmpty()),
                "The arguments mean and std go with random values; the weights of "
                        + network
                        + " have their own");
        if (std.isPresent() && std.get().stream().anyMatch(value -> !(value > 0))) {
            throw Arguments.wrong("std", "three numbers above 0", std.get());
        }
        return mean.map(values -> new Normalization(values, std.orElseThrow()));
    }

    private static Output output(
            Arguments arguments, Optional<NewHead> head, Optional<StagePart> cut, Class<?> results)
            throws ModelNotFoundException {
        boolean isVector = results == float[].class || results == NDList.class;
        Output usual = isVector && head.isEmpty() ? Output.EMBEDDING : Output.CLASSES;
        if (cut.isPresent()) {
            usual = cut.get().isBefore() ? Output.EMBEDDING : Output.CLASSES;
        }
        Output output = arguments.choice("output", usual);
        require(
                cut.isEmpty() || output == usual,
                "The network %s has the output %s; leave the argument output out"
                        .formatted(
                                cut.map(StagePart::toString).orElse(""),
                                usual.name().toLowerCase(Locale.ROOT)));
        require(
                head.isEmpty() || output == Output.CLASSES,
                "The argument labels makes a new head, and %s ends before the head; leave one out"
                        .formatted(
                                cut.map(part -> "a network " + part).orElse("output=embedding")));
        return output;
    }

    private static void require(boolean held, String problem) throws ModelNotFoundException {
        if (!held) {
            throw new ModelNotFoundException(problem);
        }
    }
}
