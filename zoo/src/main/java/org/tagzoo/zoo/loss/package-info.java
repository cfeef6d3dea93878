/** Losses: DJL array maths on logits, without any training state. */
package org.tagzoo.zoo.loss;
