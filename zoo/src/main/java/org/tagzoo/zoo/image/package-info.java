/**
 * Images on their way into a network: {@link org.tagzoo.zoo.image.Images} decodes files as training
 * does, {@link org.tagzoo.zoo.image.ImagePixels} reads DJL's images, {@link
 * org.tagzoo.zoo.image.NetworkInput} makes arrays of either.
 */
package org.tagzoo.zoo.image;
