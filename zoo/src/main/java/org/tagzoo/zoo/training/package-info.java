/**
 * Training: {@link org.tagzoo.zoo.training.FineTuneTrainer} is a DJL trainer that makes updates,
 * {@link org.tagzoo.zoo.training.Training} fits a network to {@link
 * org.tagzoo.zoo.training.Examples} with it, {@link org.tagzoo.zoo.training.Scorer} says what it
 * makes of them.
 */
package org.tagzoo.zoo.training;
