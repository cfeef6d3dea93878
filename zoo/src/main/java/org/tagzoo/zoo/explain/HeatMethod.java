package org.tagzoo.zoo.explain;

/**
 * How the values of a {@link HeatMap} come about. All are in logits; above 0 speaks for a label.
 */
public enum HeatMethod {
    /**
     * Class activation (Zhou et al. 2016, CVPR, "Learning Deep Features for Discriminative
     * Localization"): the logit that the network's head gives for each position of its last feature
     * map alone. Unlike the paper's, values have the head's bias in them: where the head has no
     * hidden layers, the mean over all positions is the image's logit.
     */
    CLASS_ACTIVATION,
    /**
     * Token activation (Vilas et al. 2023, NeurIPS, "Analyzing Vision Transformers for Image
     * Classification in Class Embedding Space"): the logit that the network's head gives for the
     * token of each patch after the last layer norm, less the mean of these. The head has learnt
     * from the class token alone, so that places can be compared with one another, and their level
     * tells nothing.
     */
    TOKEN_ACTIVATION,
    /**
     * Occlusion (Zeiler and Fergus 2014, ECCV, "Visualizing and Understanding Convolutional
     * Networks"): by how much the logit falls where a gray square covers the place, as the mean
     * over the squares that cover it. Below 0 the logit rises.
     */
    OCCLUSION
}
