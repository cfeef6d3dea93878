/**
 * Training: {@link org.tagzoo.zoo.training.Trainer} fits a network to {@link
 * org.tagzoo.zoo.training.Examples}, {@link org.tagzoo.zoo.training.Scorer} says what it makes of
 * them.
 */
package org.tagzoo.zoo.training;
