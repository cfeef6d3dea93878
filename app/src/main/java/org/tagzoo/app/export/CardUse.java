package org.tagzoo.app.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.text.EnumText;
import org.tagzoo.zoo.calibration.Calibration;
import org.tagzoo.zoo.calibration.TemperatureScaling;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.HeadForm;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.SideInputs;
import org.tagzoo.zoo.task.Task;

/** The part of a model card that says how to load the network. */
final class CardUse {

    private CardUse() {}

    /**
     * @param fewerBits whether its tensors are packed, or of another type
     */
    static String render(
            RowNetwork network, Task task, Optional<Calibration> calibration, boolean fewerBits) {
        ImageSize size = network.imageSize();
        Resize resize = network.resize();
        boolean covers = resize.kind() == Resize.Kind.CROP && !size.isSquare();
        String way = covers ? "cover" : EnumText.of(resize.kind());
        boolean hasThresholds = task.hasThresholds();
        boolean hasBox = network.head().form().box();
        String plain = calibration.isPresent() ? "import json, math\n" : "import json\n";
        String imports =
                (hasThresholds ? plain : "")
                        + "import numpy, torch"
                        + (resize.kind() == Resize.Kind.CROP ? ", torchvision" : "");
        SideInputs side = network.head().form().sideInputs();
        return new CardText("use")
                        .with("side", side.all().isEmpty() ? "" : side(side))
                        .with(
                                "inputs",
                                side.all().stream()
                                        .map(input -> ", " + input.name())
                                        .collect(Collectors.joining()))
                        .with("outputs", hasBox ? CardText.of("boxes").stripTrailing() : "")
                        .with("given", hasBox ? "logits, box" : "logits")
                        .with("version", ExportWriter.TAGZOO)
                        .with(size)
                        .with("labels", network.labels().size())
                        .with("imports", imports)
                        .with(
                                "draft",
                                network.decoding() == Decoding.WHOLE
                                        ? ""
                                        : new CardText("python.draft")
                                                .with(ImageSize.square(size.longerSide()))
                                                .toString())
                        .with(
                                "resized",
                                new CardText("resize." + way)
                                        .with(size)
                                        .with("newHeight", resize.shorterSide(size.height()))
                                        .with("newWidth", resize.shorterSide(size.width()))
                                        .with("filter", resize.resampling())
                                        .toString()
                                        .stripTrailing())
                        .with(
                                "decide",
                                decide(calibration, hasThresholds)
                                        + (hasBox ? new CardText("python.box").with(size) : ""))
                        .toString()
                + (fewerBits ? "" : torchvision(network));
    }

    private static String decide(Optional<Calibration> calibration, boolean hasThresholds) {
        if (hasThresholds) {
            return CardText.of(calibration.isPresent() ? "python.calibrated" : "python.tags");
        }
        return new CardText("python.classes")
                .with(
                        "divided",
                        calibration
                                .filter(TemperatureScaling.class::isInstance)
                                .map(by -> " / " + ((TemperatureScaling) by).temperature())
                                .orElse(""))
                .toString();
    }

    private static String side(SideInputs side) {
        return new CardText("side")
                        .with("fields", String.join(", ", side.fields()))
                        .with(
                                "inputs",
                                side.all().stream()
                                        .map(i -> "`%s` `[N, %d]`".formatted(i.name(), i.width()))
                                        .collect(Collectors.joining(", ")))
                        .toString()
                + "\n";
    }

    /** TagZoo's own small networks are none of torchvision's, nor are its own kinds of heads. */
    private static String torchvision(RowNetwork network) {
        String name = network.architecture();
        boolean isPlain = network.head().form().equals(HeadForm.PLAIN);
        if (!isPlain || network.heads() > 1 || !name.matches("(resnet|vgg|inception)\\w*")) {
            return "";
        }
        boolean isKeras = network.strideOnFirst1x1();
        return new CardText("torchvision")
                .with("where", isKeras ? ", with the strides where Keras has them" : "")
                .with("mean", network.normalization().mean())
                .with("std", network.normalization().std())
                .with(network.imageSize())
                .with("name", name)
                .with(
                        "arguments",
                        name.startsWith("inception") ? "aux_logits=False, init_weights=False" : "")
                .with("strides", isKeras ? CardText.of("torchvision.keras") : "")
                .with("place", network.backbone().headName().equals("fc") ? "fc" : "classifier[6]")
                .with("head", head(network))
                .toString();
    }

    private static String head(RowNetwork network) {
        Head head = network.head();
        String scope = network.backbone().headName() + ".";
        List<Parameter> matrices =
                network.graph().parameters().stream()
                        .filter(p -> p.name().startsWith(scope) && p.shape().size() == 2)
                        .toList();
        List<String> layers = new ArrayList<>();
        if (head.standardized()) {
            layers.add("BatchNorm1d(%d)".formatted(matrices.get(0).shape().get(1)));
        }
        for (int i = 0; i < matrices.size(); i++) {
            boolean isLast = i == matrices.size() - 1;
            if (isLast && head.dropout() > 0) {
                layers.add("Dropout(%s)".formatted(head.dropout()));
            }
            layers.add(
                    "Linear(%d, %d)"
                            .formatted(
                                    matrices.get(i).shape().get(1),
                                    matrices.get(i).shape().get(0)));
            if (!isLast) {
                layers.add("ReLU()");
            }
        }
        String modules = "torch.nn." + String.join(", torch.nn.", layers);
        return layers.size() == 1 ? modules : "torch.nn.Sequential(" + modules + ")";
    }

    /** Returns a block of code; the fence is longer than any in the code. */
    static String code(String language, String code) {
        String fence = "```";
        while (code.contains(fence)) {
            fence += "`";
        }
        return fence + language + "\n" + code.stripTrailing() + "\n" + fence + "\n";
    }
}
