package org.tagzoo.zoo.finetune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tagzoo.datasets.batch.ImageRows;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.dataset.TargetForm;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.task.TaskEvaluation;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.training.CheckpointFolder;
import org.tagzoo.zoo.training.EpochMetrics;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.training.InputRows;
import org.tagzoo.zoo.training.Scorer;
import org.tagzoo.zoo.training.TrainableNetwork;
import org.tagzoo.zoo.training.TrainingResult;
import org.tagzoo.zoo.weights.TensorSource;

/** A fine-tuned network in the engine, and how its training went. For one thread. */
public final class FineTuned implements AutoCloseable {

    /** Batches that are scored between two looks at the progress. */
    private static final int BATCHES = 16;

    private final FineTuning tuning;
    private final PhaseSources.Source source;
    private final List<EpochMetrics> history = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final OptionalDouble featureSeconds;
    private final Optional<EpochMetrics> kept;
    private final Optional<float[][]> unseen;

    /**
     * @param source of the last phase; closed with this network
     * @param results of all phases
     * @param seconds that the output of frozen stages took in each phase; empty where none is kept
     * @param unseen outputs for the validation images of heads that have not seen them; empty where
     *     the network has not seen them either
     */
    FineTuned(
            FineTuning tuning,
            PhaseSources.Source source,
            List<TrainingResult> results,
            List<OptionalDouble> seconds,
            Optional<float[][]> unseen) {
        this.tuning = tuning;
        this.source = source;
        this.unseen = unseen;
        for (TrainingResult result : results) {
            int before = history.size();
            result.history().forEach(epoch -> history.add(epoch.numbered(before)));
            remarks.addAll(result.remarks());
        }
        TrainingResult last = results.get(results.size() - 1);
        kept =
                last.history().stream()
                        .filter(epoch -> epoch.epoch() == last.keptEpoch())
                        .findFirst();
        boolean isAny = seconds.stream().anyMatch(OptionalDouble::isPresent);
        double sum = seconds.stream().mapToDouble(each -> each.orElse(0)).sum();
        featureSeconds = isAny ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    /** Returns the epochs of all phases, numbered through. */
    public List<EpochMetrics> history() {
        return Collections.unmodifiableList(history);
    }

    /**
     * Returns the epoch whose weights the network has, counted within the last phase.
     *
     * @throws java.util.NoSuchElementException if the network is used unchanged
     */
    public EpochMetrics kept() {
        return kept.orElseThrow();
    }

    /** Returns what a reader of the metrics should know, a line each. */
    public List<String> remarks() {
        return Collections.unmodifiableList(remarks);
    }

    /** Returns the time that the output of frozen stages took; empty if none was kept. */
    public OptionalDouble featureSeconds() {
        return featureSeconds;
    }

    /** Returns the time of training, that of frozen stages not counted. */
    public double trainingSeconds() {
        return history.stream().mapToDouble(EpochMetrics::seconds).sum();
    }

    /**
     * Returns the tensors that were trained, by torchvision's names; valid until this network is
     * closed.
     */
    public TensorSource tensors() {
        return source.network().trained().tensors();
    }

    /** Sets the tensors that were trained. */
    public void restore(TensorSource tensors) throws IOException {
        source.network().trained().restore(tensors);
    }

    /** Returns the scores of the images of each part. */
    public Map<Part, ScoreMatrix> scores() throws IOException {
        Map<Part, ScoreMatrix> scores = new EnumMap<>(Part.class);
        for (Part part : source.examples().keySet()) {
            scores.put(part, scores(part));
        }
        return scores;
    }

    /**
     * Returns the scores of the images of one part; of validation images that heads of folds
     * learned from, those of the one head that did not.
     */
    public ScoreMatrix scores(Part part) throws IOException {
        float[][] outputs =
                part == Part.VALIDATION && unseen.isPresent() ? unseen.get() : outputs(part);
        return source.examples().get(part).scored(tuning.task, outputs, n -> InputRows.NO_EPOCH);
    }

    /** Returns what the network gives for the images of one part. */
    float[][] outputs(Part part) throws IOException {
        return Scorer.logits(source.network(), source.examples().get(part), tuning.batchSize, 1);
    }

    /** Chooses what there is to choose on validation, then evaluates on test. */
    public TaskEvaluation evaluate() throws IOException {
        return evaluate(scores(), tuning.seed);
    }

    /**
     * Evaluates scores of {@link #scores}.
     *
     * @param seedOfIntervals of the bootstrap samples
     */
    public TaskEvaluation evaluate(Map<Part, ScoreMatrix> scores, long seedOfIntervals) {
        return tuning.task.evaluate(
                tuning.data.labels(),
                scores.get(Part.TRAIN),
                scores.get(Part.VALIDATION),
                scores.get(Part.TEST),
                seedOfIntervals);
    }

    /**
     * Returns the scores of other images, which go through the whole network; nothing is cached.
     *
     * @return {@code [images, L]}
     */
    public float[][] scores(List<TaggedImage> images) throws IOException {
        try (ScriptModule before = stagesBefore()) {
            TrainableNetwork network =
                    before == null
                            ? source.network()
                            : new TrainableNetwork(Optional.of(before), source.network().trained());
            float[][] scores = new float[images.size()][];
            int step = BATCHES * tuning.batchSize;
            return tuning.shown(
                    "predicting",
                    images.size(),
                    "images",
                    done -> {
                        for (int first = 0; first < scores.length; first += step) {
                            int end = Math.min(first + step, scores.length);
                            float[][] some = scores(network, images.subList(first, end));
                            System.arraycopy(some, 0, scores, first, some.length);
                            done.accept(some.length);
                        }
                        return scores;
                    });
        }
    }

    /** Loads the stages that the network lacks where its examples are the output of those. */
    private ScriptModule stagesBefore() throws IOException {
        String train = tuning.lastPhase().train();
        return source.network().frozen().isPresent() || train.equals(Phase.ALL)
                ? null
                : new FrozenStages(tuning, train).load();
    }

    private float[][] scores(TrainableNetwork network, List<TaggedImage> images)
            throws IOException {
        ImageRows pixels = new ImageRows(images, tuning.images.transform());
        boolean[][] none = new boolean[images.size()][tuning.data.labels().size()];
        Examples examples =
                new Examples(
                        InputRows.ofImages(pixels),
                        tuning.side(images),
                        none,
                        Unknown.NONE,
                        TargetForm.MULTI_HOT);
        return tuning.task.scores(
                Scorer.logits(network, examples, tuning.batchSize, tuning.compute.threads()));
    }

    /**
     * Trains one epoch on a part whose images were evaluated before: for use, not for metrics. The
     * stages of the last phase are trained with the same loss, batch size and multipliers; the
     * optimiser starts anew, images are not augmented, and no average of the weights is kept.
     *
     * @param part trained on
     * @param schedule of the epoch
     * @param folder of checkpoints, in which an earlier process may have got some way
     */
    public void trainOn(Part part, RateAndMomentum schedule, Path folder) throws IOException {
        Examples examples = source.examples().get(part);
        PhaseTraining.builder(tuning, tuning.lastPhase(), source, schedule)
                .setEpochs(1)
                .setSeed(SeedSequence.derive(tuning.seed, "training on " + part.label()))
                .optCheckpoints(checkpoints(part, folder))
                .build()
                .fit(examples, examples, epoch -> {});
    }

    /** Returns the folder that {@link #trainOn} keeps checkpoints in. */
    public CheckpointFolder checkpoints(Part part, Path folder) {
        String name = "all-data-" + part.label();
        return new CheckpointFolder(folder.resolve(name), tuning.key.apply(name), tuning.log);
    }

    @Override
    public void close() {
        source.close();
    }
}
