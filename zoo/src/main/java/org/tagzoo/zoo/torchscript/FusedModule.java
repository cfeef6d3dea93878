package org.tagzoo.zoo.torchscript;

import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.util.Pair;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the fused graph that an archive carries in the place of its generic one. */
public final class FusedModule {

    private static final Logger LOGGER = LoggerFactory.getLogger(FusedModule.class);

    /** Some hundred times what the steps of a ResNet-152 take. */
    private static final int LARGEST = 1 << 25;

    /** An archive has steps in one of these. */
    private static final List<Precision> WITH_STEPS =
            List.of(Precision.FLOAT32, Precision.BFLOAT16);

    private FusedModule() {}

    /**
     * Asks the engine, which is asked once, whether it has the steps of archives in float32: that
     * loads it and its compiler.
     */
    public static boolean prepare() {
        return FusedSteps.areSupported(Precision.FLOAT32);
    }

    /**
     * Makes a model compute the same in fewer steps, if it is on the processor, the engine has such
     * steps, and the archive carries them; leaves it as it is otherwise. Results differ by rounding
     * only. Weights of convolutions lie in memory twice afterwards, in the orders that are fastest
     * for one image and for several; the model's block shows no parameters.
     *
     * <p>The steps go through a temporary file. Should that fail, or the engine refuse them, a
     * warning is logged and the model stays as it is.
     *
     * @param model loaded from the archive
     * @param archive as {@link TorchScriptArchive#writeForUse} writes it
     */
    public static void replace(Model model, Path archive) {
        if (!(model.getBlock() instanceof PtSymbolBlock generic)
                || model.getNDManager().getDevice().isGpu()
                || EngineModules.hasMethod(generic, FusedArchive.TAKE)) {
            return;
        }
        try {
            Optional<byte[]> steps = steps(archive);
            if (steps.isEmpty()) {
                return;
            }
            model.setBlock(filled(steps.get(), generic, (PtNDManager) model.getNDManager()));
        } catch (IOException | UncheckedIOException | EngineException e) {
            LOGGER.warn(
                    "{} is computed by its generic, slower graph: {} (the fused one goes through a"
                            + " file in java.io.tmpdir)",
                    archive,
                    e.getMessage());
            return;
        }
        for (Pair<String, Parameter> parameter : generic.getDirectParameters()) {
            parameter.getValue().close();
        }
        generic.close();
    }

    private static PtSymbolBlock filled(byte[] steps, PtSymbolBlock generic, PtNDManager manager)
            throws IOException {
        PtSymbolBlock fused = EngineModules.load(manager, file -> Files.write(file, steps));
        try {
            fill(fused, generic);
            return fused;
        } catch (RuntimeException | OutOfMemoryError e) {
            fused.close();
            throw e;
        }
    }

    private static Optional<byte[]> steps(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ZipEntry entry = null;
            for (Precision precision : WITH_STEPS) {
                ZipEntry of =
                        zip.getEntry(TorchScriptArchive.FOLDER + FusedArchive.entry(precision));
                if (of != null && FusedSteps.areSupported(precision)) {
                    entry = of;
                }
            }
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] bytes = in.readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) {
                    throw new IOException(
                            "%s of %s is larger than %d bytes"
                                    .formatted(entry.getName(), archive, LARGEST));
                }
                return Optional.of(bytes);
            }
        }
    }

    private static void fill(PtSymbolBlock fused, PtSymbolBlock generic) {
        Map<String, PtNDArray> weights = new HashMap<>();
        for (Pair<String, Parameter> pair : generic.getDirectParameters()) {
            weights.put(pair.getKey(), (PtNDArray) pair.getValue().getArray());
        }
        try (NDManager scratch = NDManager.newBaseManager("PyTorch");
                IValue byName = IValue.stringMapFrom(weights);
                IValue inOrder =
                        IValue.listFrom(
                                EngineModules.statistics(generic, scratch)
                                        .toArray(PtNDArray[]::new))) {
            IValueUtils.runMethod(fused, FusedArchive.TAKE, byName, inOrder).close();
        }
    }
}
