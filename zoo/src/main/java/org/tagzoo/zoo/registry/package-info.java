/**
 * Which pretrained weights exist, what they expect of their input, and how they are had.
 *
 * <p>{@link org.tagzoo.zoo.registry.WeightsRegistry} lists the cards, {@link
 * org.tagzoo.zoo.registry.WeightsLookup} turns the name a person gives into a file on disk: from
 * the {@link org.tagzoo.zoo.registry.WeightsCache}, else from the {@link
 * org.tagzoo.zoo.registry.Mirror}, else from the network, as {@link
 * org.tagzoo.zoo.registry.WeightsFetcher} is allowed to.
 *
 * <pre>{@code
 * WeightsLookup lookup =
 *         new WeightsLookup(
 *                 WeightsRegistry.standard(),
 *                 WeightsCache.standard(),
 *                 WeightsFetcher.of(System.getenv(), false, System.err::println),
 *                 Map.of());
 * try (TensorSource weights = lookup.find("resnet50").open()) {
 *     ...
 * }
 * }</pre>
 */
package org.tagzoo.zoo.registry;
