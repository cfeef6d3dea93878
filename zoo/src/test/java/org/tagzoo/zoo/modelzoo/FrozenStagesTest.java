package org.tagzoo.zoo.modelzoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.training.EasyTrain;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.Stage;

/** Stages that the argument {@code freeze} freezes, in the hands of DJL's own trainer. */
class FrozenStagesTest {

    private static final int LABELS = 3;
    private static final int IMAGES = 6;

    private static Criteria.Builder<NDList, NDList> resnet18() {
        return TrainCriteria.trained(TrainCriteria.random("resnet18"))
                .optArgument("labels", LABELS);
    }

    /** An epoch with a validation part, by DJL alone. */
    static void train(ZooModel<NDList, NDList> model) throws Exception {
        try (NDManager manager = model.getNDManager().newSubManager();
                Trainer trainer = model.newTrainer(TrainCriteria.adam())) {
            float[] targets = new float[IMAGES * LABELS];
            for (int i = 0; i < targets.length; i += 2) {
                targets[i] = 1;
            }
            ArrayDataset images =
                    new ArrayDataset.Builder()
                            .setData(TrainCriteria.pixels(manager, IMAGES, TrainCriteria.SIZE))
                            .optLabels(manager.create(targets, new Shape(IMAGES, LABELS)))
                            .setSampling(3, false)
                            .build();
            trainer.initialize(new Shape(1, TrainCriteria.SIZE, TrainCriteria.SIZE, 3));
            EasyTrain.fit(trainer, 1, images, images);
        }
    }

    /** To the bit: NaN and the sign of zero count. */
    private static boolean same(float[] before, float[] after) {
        int[] first = new int[before.length];
        int[] second = new int[after.length];
        Arrays.setAll(first, i -> Float.floatToRawIntBits(before[i]));
        Arrays.setAll(second, i -> Float.floatToRawIntBits(after[i]));
        return Arrays.equals(first, second);
    }

    @ParameterizedTest
    @CsvSource({"layer1", "layer3", "layer4", "head"})
    void whatIsFrozenKeepsItsBitsAndAllElseChanges(String stage) throws Exception {
        try (ZooModel<NDList, NDList> model =
                resnet18().optArgument("freeze", "before " + stage).build().loadModel()) {
            Map<String, float[]> before = TrainCriteria.tensors(model.getBlock());
            train(model);
            Map<String, float[]> after = TrainCriteria.tensors(model.getBlock());
            assertEquals(before.keySet(), after.keySet());
            Graph graph = LoadedNetwork.of(model).graph();
            List<String> stages = graph.stageOfParameters();
            int first = graph.stageNames().indexOf(stage);
            for (int i = 0; i < stages.size(); i++) {
                Parameter parameter = graph.parameters().get(i);
                if (parameter.role() == Parameter.Role.COUNTER) {
                    continue;
                }
                boolean isTrained = graph.stageNames().indexOf(stages.get(i)) >= first;
                String name = parameter.name();
                assertEquals(!isTrained, same(before.get(name), after.get(name)), name);
            }
        }
    }

    @Test
    void withoutFreezeAllChanges() throws Exception {
        try (ZooModel<NDList, NDList> model = resnet18().build().loadModel()) {
            Map<String, float[]> before = TrainCriteria.tensors(model.getBlock());
            train(model);
            Map<String, float[]> after = TrainCriteria.tensors(model.getBlock());
            for (Parameter parameter : LoadedNetwork.of(model).graph().parameters()) {
                String name = parameter.name();
                if (parameter.role() != Parameter.Role.COUNTER) {
                    assertFalse(same(before.get(name), after.get(name)), name);
                }
            }
        }
    }

    /** Those of the trained stages are there, under torchvision's names, and no others. */
    @ParameterizedTest
    @CsvSource({"layer4, 17", "head, 2"})
    void aProgramSeesTheTrainedParameters(String stage, int count) throws Exception {
        try (ZooModel<NDList, NDList> model =
                resnet18().optArgument("freeze", "before " + stage).build().loadModel()) {
            List<String> seen = model.getBlock().getParameters().keys();
            List<String> expected =
                    LoadedNetwork.of(model).graph().from(stage).parameters().stream()
                            .filter(parameter -> parameter.role() == Parameter.Role.TRAINED)
                            .map(Parameter::name)
                            .toList();
            assertEquals(expected.stream().sorted().toList(), seen.stream().sorted().toList());
            assertEquals(count, seen.size());
            assertEquals("fc.bias", expected.get(expected.size() - 1));
        }
    }

    /** A part is loaded with what is frozen in it. */
    @Test
    void aPartMayBeFrozenToo() throws Exception {
        try (ZooModel<NDList, NDList> model =
                resnet18()
                        .optArgument("freeze", "before head")
                        .optArgument("stage", "from layer4")
                        .build()
                        .loadModel()) {
            assertEquals(List.of("fc.weight", "fc.bias"), model.getBlock().getParameters().keys());
        }
    }

    /** Inception's body ends with dropout, which is a part of what is frozen before the head. */
    @Test
    void dropoutOfFrozenStagesDropsNothing() throws Exception {
        Criteria.Builder<NDList, NDList> inception =
                TrainCriteria.trained(TrainCriteria.network("inception_v3"))
                        .optArgument("weights", "none")
                        .optArgument("imageSize", 80)
                        .optArgument("mean", TrainCriteria.MEAN)
                        .optArgument("std", TrainCriteria.STD)
                        .optArgument("labels", LABELS);
        try (ZooModel<NDList, NDList> model =
                inception.optArgument("freeze", "before " + Stage.HEAD).build().loadModel()) {
            assertArrayEquals(forward(model, 80), forward(model, 80));
        }
        try (ZooModel<NDList, NDList> model =
                inception.optArgument("freeze", "before Mixed_7c").build().loadModel()) {
            assertFalse(Arrays.equals(forward(model, 80), forward(model, 80)));
        }
    }

    private static float[] forward(ZooModel<?, ?> model, int size) {
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDArray pixels = TrainCriteria.pixels(manager, 2, size);
            return model.getBlock()
                    .forward(new ParameterStore(manager, false), new NDList(pixels), true)
                    .singletonOrThrow()
                    .toFloatArray();
        }
    }
}
