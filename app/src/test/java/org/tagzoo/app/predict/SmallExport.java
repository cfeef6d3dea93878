package org.tagzoo.app.predict;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.metadata.MetadataColumn;
import org.tagzoo.datasets.metadata.MetadataEncoder;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Domains;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.HeadForm;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.MetadataInput;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.task.Tasks;
import org.tagzoo.zoo.threshold.Thresholds;

/** A small convolutional network that nobody trained, exported. */
public final class SmallExport {

    public static final LabelSet LABELS =
            new LabelSet(List.of("red, rather", "海と空", "a \"quoted\" one", "dog"));

    private SmallExport() {}

    /** Writes it to a folder. Its scores are near the thresholds, some above and some below. */
    public static Path write(Path folder) throws IOException {
        return write(folder, HeadForm.PLAIN);
    }

    /**
     * Writes one that takes a year, a genre and the width of the file too.
     *
     * @param refusesMissing whether an image must have all of them
     */
    public static Path withMetadata(Path folder, boolean refusesMissing) throws IOException {
        List<MetadataColumn> columns =
                List.of(
                        new MetadataColumn.Numeric("year", 1990, 10, true),
                        new MetadataColumn.Category("genre", List.of("war"), true, false),
                        new MetadataColumn.Numeric("width", 100, 50, false));
        MetadataInput metadata = new MetadataInput(new MetadataEncoder(columns, refusesMissing));
        return write(folder, new HeadForm(false, 0, false, Domains.NONE, null, 0, metadata, null));
    }

    private static Path write(Path folder, HeadForm form) throws IOException {
        ExportDescription description =
                new ExportDescription(
                        "small",
                        "cnn",
                        Tasks.usual(),
                        LABELS,
                        Optional.of(new Thresholds(List.of(0.5, 0.49, Thresholds.NEVER, 0.51))),
                        ImageSize.square(24),
                        Decoding.WHOLE,
                        Resize.STRETCH,
                        form.sideInputs());
        Normalization normalization =
                new Normalization(List.of(120.0, 110.0, 100.0), List.of(20.0, 21.0, 22.0));
        Head head = new Head(LABELS.size(), List.of(), 0, false, form);
        ExportWriter.write(
                folder,
                new Network(Backbones.byName("cnn").orElseThrow(), head).graph(24, normalization),
                new InitialValues(1),
                description,
                Map.of());
        return folder;
    }

    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]));
    }
}
