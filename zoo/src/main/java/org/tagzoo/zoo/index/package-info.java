/**
 * Unit vectors of images in one file, and the nearest of them: {@link
 * org.tagzoo.zoo.index.VectorIndex}; the neighbours of each of many vectors, {@link
 * org.tagzoo.zoo.index.NeighbourGraph}, and a map of them.
 */
package org.tagzoo.zoo.index;
