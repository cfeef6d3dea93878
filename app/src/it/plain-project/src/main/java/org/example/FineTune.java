package org.example;

import ai.djl.inference.Predictor;
import ai.djl.metric.Metrics;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Dataset.Usage;
import ai.djl.training.listener.TrainingListener;
import java.nio.file.Path;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.dataset.TagDataset;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.statistics.LabelStatistics;
import org.tagzoo.zoo.evaluator.DecisionEvaluator;
import org.tagzoo.zoo.evaluator.DecisionEvaluator.Average;
import org.tagzoo.zoo.evaluator.DecisionEvaluator.Measure;
import org.tagzoo.zoo.export.ModelExport;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.optimizer.Sgd;
import org.tagzoo.zoo.schedule.OneCycle;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.TaskEvaluation;
import org.tagzoo.zoo.task.Tasks;
import org.tagzoo.zoo.training.Scorer;
import org.tagzoo.zoo.training.Training;

public final class FineTune {
    static TagDataset part(SplitCorpus corpus, Usage usage) {
        return TagDataset.builder().setCorpus(corpus).optUsage(usage).optImageSize(64)
                .setSampling(32, usage == Usage.TRAIN).build();
    }

    static TaskEvaluation train(SplitCorpus corpus, Criteria<NDList, NDList> network, int epochs, double rate) throws Exception {
        long updates = epochs * Training.updatesPerEpoch(corpus.images(Part.TRAIN).size(), 32);
        OneCycle cycle = OneCycle.builder().setMaxLr(rate).setTotalUpdates(updates).build();
        double[] posWeight = new LabelStatistics(corpus.images(Part.TRAIN), corpus.labels()).posWeight();
        TrainingConfig config = new DefaultTrainingConfig(new BinaryCrossEntropyLoss(posWeight))
                .optOptimizer(Sgd.builder().setLearningRateTracker(cycle.learningRate())
                        .optMomentumTracker(cycle.momentum()).optNesterov(true).build())
                .addEvaluator(new DecisionEvaluator(Measure.F1, Average.MICRO)).addTrainingListeners(TrainingListener.Defaults.basic());
        try (ZooModel<NDList, NDList> model = network.loadModel(); Trainer trainer = model.newTrainer(config)) {
            trainer.setMetrics(new Metrics());
            EasyTrain.fit(trainer, epochs, part(corpus, Usage.TRAIN), part(corpus, Usage.VALIDATION));
            Task tags = Tasks.byName("tags");
            TaskEvaluation evaluation = tags.evaluate(corpus.labels(),
                    Scorer.scores(model, part(corpus, Usage.TRAIN), tags),
                    Scorer.scores(model, part(corpus, Usage.VALIDATION), tags),
                    Scorer.scores(model, part(corpus, Usage.TEST), tags), 1);
            ModelExport.builder().setModel(model).setThreshold(evaluation.chosen().orElseThrow().forAll())
                    .build().write(Path.of("trained"));
            return evaluation;
        }
    }

    public static void main(String[] args) throws Exception {
        SplitCorpus corpus = SplitCorpus.read(Corpora.read(args[0], CorpusOptions.DEFAULT), 1, 2, done -> {});
        System.out.println(train(corpus, Criteria.builder().setTypes(NDList.class, NDList.class)
                .optGroupId("org.tagzoo").optArtifactId("resnet50").optOption("trainParam", "true")
                .optArgument("labels", corpus.labels().names()).optArgument("imageSize", 64)
                .optArgument("freeze", "before head").build(), 6, 0.01).metrics());
        Criteria<Path, Tags> export = Criteria.builder().setTypes(Path.class, Tags.class).optModelPath(Path.of("trained")).build();
        try (ZooModel<Path, Tags> model = export.loadModel(); Predictor<Path, Tags> predictor = model.newPredictor()) {
            System.out.println(predictor.predict(Path.of(args[1])));
        }
    }
}
