package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.zoo.export.ModelExportTest.CLASSES;
import static org.tagzoo.zoo.export.ModelExportTest.NAMES;
import static org.tagzoo.zoo.export.ModelExportTest.criteria;
import static org.tagzoo.zoo.export.ModelExportTest.load;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Blocks;
import ai.djl.repository.zoo.ZooModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.threshold.Thresholds;

/** Models and folders that an export can't be made of or in. */
class ModelExportRefusalsTest {

    @TempDir Path scratch;

    private static String refusal(ModelExport.Builder builder) {
        String message = assertThrows(IllegalArgumentException.class, builder::build).getMessage();
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    @Test
    void whatDoesNotFitTheModelIsRefused() throws Exception {
        assertEquals("setModel must be called", refusal(ModelExport.builder().setThreshold(0.5)));
        try (ZooModel<NDList, NDList> named = load("cnn");
                ZooModel<NDList, NDList> counted =
                        criteria("cnn").optArgument("labels", 3).build().loadModel();
                ZooModel<NDList, NDList> part =
                        criteria("resnet18")
                                .optArgument("stage", "before layer4")
                                .build()
                                .loadModel();
                Model other = Model.newInstance("other", "PyTorch")) {
            assertEquals(
                    "The task tags has thresholds; one of setThresholds and setThreshold must be"
                            + " called",
                    refusal(ModelExport.builder().setModel(named)));
            ModelExport.Builder builder = ModelExport.builder().setThreshold(0.5);
            assertEquals(
                    "The task classes has no thresholds; leave out setThresholds and setThreshold",
                    refusal(
                            ModelExport.builder()
                                    .setModel(named)
                                    .setThreshold(0.5)
                                    .optTask(CLASSES)));
            assertEquals(
                    "The model was loaded with a number of labels; optLabels must be called with"
                            + " their 3 names",
                    refusal(builder.setModel(counted)));
            assertEquals(
                    "The model other was not loaded by TagZoo's model zoo: its properties don't say"
                            + " which network it is",
                    refusal(builder.setModel(other)));
            assertEquals(
                    "The model resnet18 is the network before layer4, not the whole one from pixels"
                            + " to logits",
                    refusal(builder.setModel(part)));
            assertEquals(
                    "The model has 3 logits, and there are names of 2 labels",
                    refusal(builder.setModel(named).optLabels(List.of("a", "b"))));
            assertEquals(
                    "The model was loaded for the labels [sky, sea, calm, dog], not [a, b, c]",
                    refusal(builder.setModel(named).optLabels(List.of("a", "b", "c"))));
            assertEquals(
                    "3 labels and 1 thresholds; there must be as many, at least one",
                    refusal(builder.optLabels(NAMES).setThresholds(new Thresholds(List.of(0.5)))));
        }
    }

    @Test
    void anotherBlockOrFolderIsRefused() throws Exception {
        try (ZooModel<NDList, NDList> model = load("cnn")) {
            ModelExport export = ModelExport.builder().setModel(model).setThreshold(0.5).build();
            Path mine = Files.createDirectories(scratch.resolve("mine"));
            Files.writeString(mine.resolve("thesis.txt"), "years of work");
            IOException there = assertThrows(IOException.class, () -> export.write(mine));
            assertTrue(
                    there.getMessage()
                            .endsWith(
                                    "is not written over: 'thesis.txt' in it is no part of an"
                                            + " export; choose another folder"),
                    there.getMessage());
            model.setBlock(Blocks.identityBlock());
            Exception block =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> export.write(scratch.resolve("export")));
            assertTrue(
                    block.getMessage()
                            .startsWith(
                                    "The model's block must be the one that it was loaded with"),
                    block.getMessage());
            assertEquals(false, Files.exists(scratch.resolve("export")));
        }
    }
}
