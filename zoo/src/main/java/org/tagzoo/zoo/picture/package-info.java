/**
 * Pictures on their way into a network: {@link org.tagzoo.zoo.picture.Pictures} decodes files as
 * training does, {@link org.tagzoo.zoo.picture.ImagePixels} reads DJL's images, {@link
 * org.tagzoo.zoo.picture.NetworkInput} makes arrays of either.
 */
package org.tagzoo.zoo.picture;
