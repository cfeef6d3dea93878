/**
 * Which pretrained weights exist, what they expect of their input, and how they are had.
 *
 * <p>{@link org.tagzoo.zoo.registry.WeightsRegistry} lists the cards, {@link
 * org.tagzoo.zoo.registry.WeightsLookup} turns the name a person gives into a file on disk.
 */
package org.tagzoo.zoo.registry;
