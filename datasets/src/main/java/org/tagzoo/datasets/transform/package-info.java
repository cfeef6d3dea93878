/**
 * Training images changed at random: {@link org.tagzoo.datasets.transform.Augmentation} is a list
 * of {@link org.tagzoo.datasets.transform.Transform}s, each with a probability and ranges; what one
 * of them draws for an image is an {@link org.tagzoo.datasets.transform.Operation}, which changes
 * it in one definite way.
 */
package org.tagzoo.datasets.transform;
