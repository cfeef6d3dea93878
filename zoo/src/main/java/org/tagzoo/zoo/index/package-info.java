/**
 * Unit vectors of images in one file, and the nearest of them: {@link
 * org.tagzoo.zoo.index.VectorIndex}.
 */
package org.tagzoo.zoo.index;
