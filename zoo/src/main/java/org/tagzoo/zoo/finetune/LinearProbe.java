package org.tagzoo.zoo.finetune;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.statistics.LabelStatistics;
import org.tagzoo.zoo.embedding.EmbeddingStatistics;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.optimizer.Adam;
import org.tagzoo.zoo.optimizer.ExactOptimizer;
import org.tagzoo.zoo.schedule.OneCycle;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.TaskEvaluation;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.training.InputRows;
import org.tagzoo.zoo.training.Scorer;
import org.tagzoo.zoo.training.TrainableNetwork;
import org.tagzoo.zoo.training.Training;

/**
 * One linear layer trained on features that stay as they are: how much they tell of the labels
 * (Alain and Bengio 2016, arXiv:1610.01644). Features are standardised by the training part;
 * {@value #EPOCHS} epochs of AdamW in batches of {@value #BATCH}, one cycle up to {@value #RATE}.
 * The validation part chooses the threshold of tags, and nothing else.
 */
public final class LinearProbe {

    private static final int EPOCHS = 30;
    private static final int BATCH = 64;
    private static final double RATE = 0.003;
    private static final double WEIGHT_DECAY = 0.01;

    private LinearProbe() {}

    /**
     * Trains and evaluates, on the processor.
     *
     * @param features of each image of the corpus, rows of floats
     * @param seed of initial values, order and intervals
     * @throws IOException if features can't be read, or the engine fails
     */
    public static TaskEvaluation of(CachedRows features, SplitCorpus data, Task task, long seed)
            throws IOException {
        Map<Part, ScoreMatrix> scores = scores(features, data, task, seed);
        return task.evaluate(
                data.labels(),
                scores.get(Part.TRAIN),
                scores.get(Part.VALIDATION),
                scores.get(Part.TEST),
                seed);
    }

    /**
     * Trains, and returns the scores of each part's images; the validation part changes nothing.
     *
     * @param features of each image of the corpus, rows of floats
     * @param seed of initial values and order
     * @throws IOException if features can't be read, or the engine fails
     */
    public static Map<Part, ScoreMatrix> scores(
            CachedRows features, SplitCorpus data, Task task, long seed) throws IOException {
        int width = features.rowBytes() / Float.BYTES;
        Head head = new Head(data.labels().size(), List.of(), 0, true);
        Graph graph = Graph.ofEmbeddings(width, (root, x) -> head.classify(root.child("probe"), x));
        Map<Part, Examples> examples = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            examples.put(
                    part,
                    new Examples(
                            InputRows.of(
                                    features,
                                    new Shape(width),
                                    DataType.FLOAT32,
                                    data.rows().get(part)),
                            data.targets().get(part),
                            data.unknown().get(part),
                            task.targetForm()));
        }
        int[] train = data.rows().get(Part.TRAIN);
        try (TrainableNetwork network =
                TrainableNetwork.of(
                        ScriptModule.load(
                                graph,
                                EmbeddingStatistics.of(features, train)
                                        .over(graph, new InitialValues(seed)),
                                Precision.FLOAT32,
                                MemoryFormat.CONTIGUOUS,
                                Device.cpu()))) {
            training(network, data, task, seed)
                    .fit(examples.get(Part.TRAIN), examples.get(Part.VALIDATION), epoch -> {});
            Map<Part, ScoreMatrix> scores = new EnumMap<>(Part.class);
            for (Map.Entry<Part, Examples> each : examples.entrySet()) {
                Examples part = each.getValue();
                float[][] logits = Scorer.logits(network, part, BATCH, 1);
                scores.put(
                        each.getKey(),
                        new ScoreMatrix(task.scores(logits), part.targets(), part.unknown()));
            }
            return scores;
        }
    }

    private static Training training(
            TrainableNetwork network, SplitCorpus data, Task task, long seed) {
        int images = data.rows().get(Part.TRAIN).length;
        OneCycle schedule =
                OneCycle.builder()
                        .setMaxLr(RATE)
                        .setTotalUpdates(EPOCHS * Training.updatesPerEpoch(images, BATCH))
                        .build();
        double[] posWeight =
                new LabelStatistics(data.images(Part.TRAIN), data.labels()).posWeight();
        return Training.builder()
                .setNetwork(network)
                .optTask(task)
                .setLoss(task.defaultLoss(posWeight))
                .setOptimizer(
                        Adam.decoupledBuilder()
                                .setLearningRateTracker(schedule.learningRate())
                                .optWeightDecay(WEIGHT_DECAY)
                                .optDecayed(ExactOptimizer.MATRICES)
                                .build())
                .setEpochs(EPOCHS)
                .setBatchSize(BATCH)
                .setSeed(seed)
                .build();
    }
}
