package org.tagzoo.zoo.export;

import java.util.Optional;
import org.tagzoo.datasets.image.RgbImage;

/**
 * An image of which it may be known what kind it is.
 *
 * @param domain one of those that the network has branches for, as it was trained on, any other is
 *     refused; empty: branches are averaged
 */
public record DomainImage(RgbImage image, Optional<String> domain) {}
