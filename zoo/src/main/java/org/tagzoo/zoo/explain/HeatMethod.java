package org.tagzoo.zoo.explain;

/**
 * How the values of a {@link HeatMap} come about. Both are in logits; above 0 speaks for a label.
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
     * Occlusion (Zeiler and Fergus 2014, ECCV, "Visualizing and Understanding Convolutional
     * Networks"): by how much the logit falls where a gray square covers the place, as the mean
     * over the squares that cover it. Below 0 the logit rises.
     */
    OCCLUSION
}
