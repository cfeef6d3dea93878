package org.tagzoo.app.network;

import java.util.List;
import java.util.Optional;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.finetune.Phase;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;

/**
 * The network of a row, described so that it can be built again.
 *
 * @param row its name in the table
 * @param architecture its body, such as {@code resnet50}
 * @param strideOnFirst1x1 whether it is a ResNet with the stride where Keras has it
 * @param head what follows the body
 * @param imageSize of the images, each side 8 to 1,024 pixels
 * @param decoding of the images' files
 * @param resize how images become that size
 * @param normalization of pixels
 * @param labels in the order of the logits
 * @param trainedFrom the first stage whose tensors were trained, or {@code all}; what lies before
 *     it is as in the pretrained weights
 * @param tensorsSha256 hash of {@link NetworkFile#TENSORS}, 64 hexadecimal digits
 * @param weights that it began with; empty: random values
 * @param heads how many heads there are, whose mean the logits are; see {@link Network}
 */
public record RowNetwork(
        String row,
        String architecture,
        boolean strideOnFirst1x1,
        Head head,
        ImageSize imageSize,
        Decoding decoding,
        Resize resize,
        Normalization normalization,
        LabelSet labels,
        String trainedFrom,
        String tensorsSha256,
        Optional<PretrainedWeights> weights,
        int heads) {

    private static final int MIN_SIZE = 8;
    private static final int MAX_SIZE = 1024;

    /** A network of one head. */
    public RowNetwork(
            String row,
            String architecture,
            boolean strideOnFirst1x1,
            Head head,
            ImageSize imageSize,
            Decoding decoding,
            Resize resize,
            Normalization normalization,
            LabelSet labels,
            String trainedFrom,
            String tensorsSha256,
            Optional<PretrainedWeights> weights) {
        this(
                row,
                architecture,
                strideOnFirst1x1,
                head,
                imageSize,
                decoding,
                resize,
                normalization,
                labels,
                trainedFrom,
                tensorsSha256,
                weights,
                1);
    }

    /**
     * @throws IllegalArgumentException if there is no such network; one line that says why
     */
    public RowNetwork {
        Optional<Backbone> body = Backbones.byName(architecture);
        Check.that(
                body.isPresent(),
                "architecture",
                "one of " + String.join(", ", Backbones.names()),
                architecture);
        imageSize.within("imageSize", MIN_SIZE, MAX_SIZE);
        Check.that(
                head.labels() == labels.size(),
                "number of labels",
                "as many as the head has, " + head.labels(),
                labels.size());
        Check.that(
                Sha256.isOne(tensorsSha256),
                "tensors.sha256",
                "64 hexadecimal digits",
                tensorsSha256);
        boolean isWhole = Phase.ALL.equals(trainedFrom);
        Check.that(
                isWhole || weights.isPresent(),
                "trainedFrom",
                "all where the initial values are random",
                trainedFrom);
        List<String> stages =
                new Network(Backbones.of(architecture, strideOnFirst1x1), head, heads)
                        .graph(imageSize, normalization)
                        .stageNames();
        Check.that(
                isWhole || stages.contains(trainedFrom),
                "trainedFrom",
                "all or one of " + String.join(", ", stages),
                trainedFrom);
    }

    private Network network() {
        return new Network(Backbones.of(architecture, strideOnFirst1x1), head, heads);
    }

    /** Returns the same for an export: without places on this machine. */
    public RowNetwork forExport() {
        return with(imageSize, weights.map(PretrainedWeights::withoutPlace));
    }

    private RowNetwork with(ImageSize size, Optional<PretrainedWeights> from) {
        return new RowNetwork(
                row,
                architecture,
                strideOnFirst1x1,
                head,
                size,
                decoding,
                resize,
                normalization,
                labels,
                trainedFrom,
                tensorsSha256,
                from,
                heads);
    }

    /**
     * Returns the same network for images of another size.
     *
     * @throws IllegalArgumentException if the shape of one of its tensors depends on the size; one
     *     line
     */
    public RowNetwork at(ImageSize size) {
        RowNetwork other = with(size, weights);
        Check.that(
                !head.form().box() || size.equals(imageSize),
                "imageSize",
                "%s, as the network of '%s' was trained with: its boxes are in pixels of that"
                        .formatted(imageSize, row),
                size);
        List<Parameter> there = other.graph().parameters();
        for (Parameter own : graph().parameters()) {
            Check.that(
                    there.contains(own),
                    "imageSize",
                    "%s, as the network of '%s' was trained with: the shape of %s depends on it"
                            .formatted(imageSize, row, own.name()),
                    size);
        }
        return other;
    }

    /** Returns the body. */
    public Backbone backbone() {
        return network().backbone();
    }

    /** Returns the whole network, from pixels to logits. */
    public Graph graph() {
        return network().graph(imageSize, normalization);
    }

    /** Returns the part of {@link #graph} whose tensors were trained. */
    public Graph trainedGraph() {
        return trainedFrom.equals(Phase.ALL) ? graph() : graph().from(trainedFrom);
    }
}
