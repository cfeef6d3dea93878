package org.tagzoo.zoo.registry;

import java.util.regex.Pattern;

/**
 * What is known about one set of pretrained weights.
 *
 * @param name architecture and tag, such as {@code resnet50.tv1}
 * @param architecture the network they fit, such as {@code resnet50}
 * @param strideOnFirst1x1 whether a ResNet's stages shrink their input in the first 1x1 convolution
 *     (as Keras does) rather than in the 3x3 (as torchvision does)
 * @param parameters trained numbers, with the head for ImageNet's 1,000 classes
 * @param preprocessing what they expect of an image; the crop is the network's input size
 * @param origin where they come from
 * @param licence of the weights, as SPDX writes it
 * @param paper that describes the network
 * @param imageNetTop1 published top-1 accuracy on ImageNet's validation images, in percent
 * @param imageNetTop5 published top-5 accuracy on the same, in percent
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
        double imageNetTop1,
        double imageNetTop5,
        String note) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]+\\.[a-z0-9]+");

    public WeightsCard {
        note = note == null ? "" : note;
        if (!NAME.matcher(name).matches() || !name.startsWith(architecture + ".")) {
            throw new IllegalArgumentException(
                    "The card '%s' must be named %s.<tag>".formatted(name, architecture));
        }
    }

    /** Returns which of the architecture's weights these are, such as {@code tv1}. */
    public String tag() {
        return name.substring(architecture.length() + 1);
    }
}
