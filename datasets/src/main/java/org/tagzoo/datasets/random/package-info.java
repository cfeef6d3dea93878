/**
 * Random numbers that anyone can draw again: {@link org.tagzoo.datasets.random.SeedSequence} gives
 * each purpose a seed of its own.
 */
package org.tagzoo.datasets.random;
