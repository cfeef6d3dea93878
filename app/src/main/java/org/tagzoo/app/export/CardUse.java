package org.tagzoo.app.export;

import java.util.ArrayList;
import java.util.List;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.task.Task;

/** The part of a model card that says how to load the network. */
final class CardUse {

    private static final String JAVA =
            """
            Criteria<Path, Tags> criteria =
                    Criteria.builder()
                            .setTypes(Path.class, Tags.class)
                            .optModelPath(Path.of("export")) // this folder, or its zip
                            .build();
            try (ZooModel<Path, Tags> model = criteria.loadModel();
                    Predictor<Path, Tags> predictor = model.newPredictor()) {
                for (Tag tag : predictor.predict(Path.of("photo.jpg")).predicted()) {
                    System.out.println(tag.label() + " " + tag.score());
                }
            }
            """;

    private static final String PYTHON =
            """
            %3$simport numpy, torch%5$s
            from PIL import Image, ImageOps

            file = Image.open("photo.jpg")
            %2$simage = ImageOps.exif_transpose(file).convert("RGB")
            pixels = numpy.array(%4$s)
            with torch.inference_mode():
                logits = torch.jit.load("model.pt").eval()(torch.from_numpy(pixels)[None])
            """;

    private static final String PYTHON_TAGS =
            """
            scores = torch.sigmoid(logits)[0].tolist()
            thresholds = json.load(open("thresholds.json"))
            print({label: score for (label, threshold), score in zip(thresholds.items(), scores)
                   if score >= threshold})
            """;

    private static final String PYTHON_CLASSES =
            """
            scores = torch.softmax(logits, 1)[0]
            labels = open("synset.txt", encoding="utf-8").read().splitlines()
            print(labels[scores.argmax()], scores.max().item())
            """;

    private static final String KERAS_STRIDES =
            """
            for stage in (network.layer2, network.layer3, network.layer4):
                stage[0].conv1.stride, stage[0].conv2.stride = (2, 2), (1, 1)
            """;

    private CardUse() {}

    static String render(RowNetwork network, Task task) {
        boolean hasThresholds = task.hasThresholds();
        return """
        ## How to load it

        Made by TagZoo %s. `model.pt` is a TorchScript archive: pixels as unsigned bytes `[N, %2$d, %2$d, 3]`, red,
        green, blue, to logits `[N, %3$d]`, normalisation inside.

        In Java with DJL, `org.tagzoo:zoo` and a PyTorch engine on the class path:

        %4$s
        On the command line: `tagzoo predict FOLDER photo.jpg`, where FOLDER is this one.

        In PyTorch:

        %5$s\
        """
                        .formatted(
                                ExportWriter.TAGZOO,
                                network.imageSize(),
                                network.labels().size(),
                                code("java", JAVA),
                                code(
                                        "python",
                                        PYTHON.formatted(
                                                        network.imageSize(),
                                                        reduced(network),
                                                        hasThresholds ? "import json\n" : "",
                                                        resized(network),
                                                        network.resize() == Resize.CROP
                                                                ? ", torchvision"
                                                                : "")
                                                + (hasThresholds ? PYTHON_TAGS : PYTHON_CLASSES)))
                + torchvision(network);
    }

    /** Pillow's name for JPEGs at a half, a quarter or an eighth. */
    private static String reduced(RowNetwork network) {
        return network.decoding() == Decoding.WHOLE
                ? ""
                : "file.draft(\"RGB\", (%1$d, %1$d))\n".formatted(network.imageSize());
    }

    private static String resized(RowNetwork network) {
        String code =
                switch (network.resize()) {
                    case STRETCH -> "image.resize((%1$d, %1$d), Image.BILINEAR)";
                    case CROP ->
                            """
                            torchvision.transforms.functional.center_crop(
                                torchvision.transforms.functional.resize(image, %1$d), %1$d)\
                            """;
                    case PAD ->
                            """
                            ImageOps.pad(
                                image, (%1$d, %1$d), Image.BILINEAR, color=(124, 116, 104))\
                            """;
                };
        return code.formatted(network.imageSize());
    }

    /** TagZoo's own small networks are none of torchvision's. */
    private static String torchvision(RowNetwork network) {
        String name = network.architecture();
        if (!name.matches("(resnet|vgg|inception).*")) {
            return "";
        }
        String head = network.backbone().headName();
        String code =
                """
                import torch, torchvision

                network = torchvision.models.%s(%s)
                %snetwork.%s = %s
                network.load_state_dict(torch.jit.load("model.pt").state_dict())
                network.eval()
                """
                        .formatted(
                                name,
                                name.startsWith("inception")
                                        ? "aux_logits=False, init_weights=False"
                                        : "",
                                network.strideOnFirst1x1() ? KERAS_STRIDES : "",
                                head.equals("fc") ? "fc" : "classifier[6]",
                                head(network));
        return """

        The same tensors in torchvision's network%s (batch norm is folded into the convolutions; to train on, take the run's \
        checkpoint), which takes `(pixels - %s) / %s` as `[N, 3, %d, %d]`:

        %s\
        """
                .formatted(
                        network.strideOnFirst1x1() ? ", with the strides where Keras has them" : "",
                        network.normalization().mean(),
                        network.normalization().std(),
                        network.imageSize(),
                        network.imageSize(),
                        code("python", code));
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
