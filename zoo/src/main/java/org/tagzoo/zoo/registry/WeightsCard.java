package org.tagzoo.zoo.registry;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.regex.Pattern;
import org.tagzoo.datasets.image.Resampling;
import org.tagzoo.datasets.image.Resize;

/**
 * What is known about one set of pretrained weights.
 *
 * @param name architecture and tag, such as {@code resnet50.tv1}; of several networks these joined
 *     by {@code +}
 * @param architecture the network they fit, such as {@code resnet50}
 * @param strideOnFirst1x1 whether a ResNet's stages shrink their input in the first 1x1 convolution
 *     (as Keras does) rather than in the 3x3 (as torchvision does)
 * @param parameters trained numbers, with the head that is published, if any
 * @param preprocessing what they expect of an image; the crop is the network's input size
 * @param origin where they come from
 * @param licence of the weights, as SPDX writes it if its version is known; one without commercial
 *     use, such as {@code CC-BY-NC-4.0}, makes them {@linkplain #isOnlyWhenNamed taken when named
 *     only}
 * @param paper that describes the network
 * @param imageNetHead whether they have a head for ImageNet's 1,000 classes; left out: they have
 * @param imageNetTop1 published top-1 accuracy on ImageNet's validation images, in percent; {@code
 *     null} if there is none
 * @param imageNetTop5 published top-5 accuracy on the same, in percent; {@code null} if there is
 *     none
 * @param note what else must be known, such as of which file the accuracy was published; may be
 *     empty
 */
public record WeightsCard(
        String name,
        String architecture,
        boolean strideOnFirst1x1,
        long parameters,
        Preprocessing preprocessing,
        WeightsOrigin origin,
        String licence,
        String paper,
        Boolean imageNetHead,
        Double imageNetTop1,
        Double imageNetTop5,
        String note) {

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_]+\\.[a-z0-9]+(\\+[a-z0-9_]+\\.[a-z0-9]+)*");

    public WeightsCard {
        note = note == null ? "" : note;
        if (!NAME.matcher(name).matches() || !architectureOf(name).equals(architecture)) {
            throw new IllegalArgumentException(
                    "The card '%s' must be named %s.<tag>".formatted(name, architecture));
        }
        imageNetHead = imageNetHead == null || imageNetHead;
    }

    /**
     * Returns how images become the square that the network is trained and used on: as the authors
     * of the weights evaluate them. For the networks that TagZoo had first they are stretched, as
     * their published tables were made so.
     */
    public Resize resize() {
        boolean isAFirst = architecture.matches("(resnet|vgg|inception).*|mobilenet_v2");
        boolean isBicubic = preprocessing.interpolation() == Preprocessing.Interpolation.BICUBIC;
        return isAFirst
                ? Resize.STRETCH
                : new Resize(
                        preprocessing.resize() == 0 ? Resize.Kind.STRETCH : Resize.Kind.CROP,
                        preprocessing.cropWidth(),
                        Math.max(preprocessing.resize(), preprocessing.cropWidth()),
                        isBicubic ? Resampling.BICUBIC : Resampling.BILINEAR);
    }

    /** Returns which of the architecture's weights these are, such as {@code tv1}. */
    public String tag() {
        return name.replaceAll("[a-z0-9_]+\\.", "");
    }

    /** Returns the network of weights by their name, such as {@code resnet50}. */
    public static String architectureOf(String weights) {
        return weights.replaceAll("\\.[a-z][a-z0-9]*", "");
    }

    /**
     * Returns whether a person has to name these weights, and not just the network, for them to be
     * taken: their licence forbids commercial use, or they are not of ImageNet, as others are.
     */
    @JsonIgnore
    public boolean isOnlyWhenNamed() {
        return licence.contains("-NC-") || tag().equals("places365");
    }
}
