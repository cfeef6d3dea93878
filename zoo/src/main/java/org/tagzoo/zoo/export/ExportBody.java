package org.tagzoo.zoo.export;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.StageFeatures;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.weights.LoadedValues;
import org.tagzoo.zoo.weights.WeightsFile;

/** The body of an export's network, without its head: it gives the embeddings of images. */
public final class ExportBody {

    private ExportBody() {}

    /** What {@value ExportTarget#ARCHITECTURE} says of the body. */
    private record Body(
            String architecture, boolean strideOnFirst1x1, Normalization normalization) {}

    /**
     * Compiles and loads it; the caller closes what it gets, which takes unsigned bytes {@code [N,
     * H, W, 3]} of the export's size and gives {@code [N, F]} float32.
     *
     * @throws ExportException if the export doesn't say what its network is made of, or the network
     *     looks at no image
     * @throws IOException if the network's file doesn't fit what it says
     */
    public static ScriptModule load(Export export, Device device) throws IOException {
        Path file = export.folder().resolve(ExportTarget.ARCHITECTURE);
        if (!Files.isRegularFile(file)) {
            throw new ExportException(
                    "%s is missing, without which there are no embeddings; 'tagzoo export' of the run writes it, in float32"
                            .formatted(file));
        }
        Body body = CheckedJson.JSON.ignoringUnknown().read(file, Body.class);
        Backbone backbone = Backbones.of(body.architecture, body.strideOnFirst1x1);
        Graph whole =
                new Network(backbone, Head.linear(1))
                        .graph(export.description().imageSize(), body.normalization);
        if (!StageFeatures.areIn(whole)) {
            throw new ExportException(
                    "The network of %s looks at no image, so there are no embeddings"
                            .formatted(export.folder()));
        }
        try (LoadedValues values =
                LoadedValues.ofTrainedBody(
                        WeightsFile.open(export.folder().resolve(ExportFolder.MODEL)),
                        whole,
                        backbone)) {
            FoldedNorms folded = FoldedNorms.of(StageFeatures.embedding(whole).frozen(), values);
            return ScriptModule.load(
                    folded.graph(),
                    folded.values(),
                    Precision.FLOAT32,
                    MemoryFormat.CHANNELS_LAST,
                    device);
        }
    }
}
